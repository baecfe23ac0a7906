#pragma once

#include "shared/base/result.h"
#include "shared/domain/calendar.h"

#include <QWidget>

class QVBoxLayout;

namespace hearth::client {
class Workspace;
}

namespace hearth::client::ui {

class Label;
class ThemeSource;

/// Who is in a calendar, as what; owners change it.
class MembersPage : public QWidget {
    Q_OBJECT

public:
    MembersPage(const ThemeSource &themes, Workspace &workspace, const shared::Calendar &calendar,
                QWidget *parent = nullptr);

private:
    void rebuild();
    QWidget *row(const shared::Member &member);
    void setRole(const shared::Member &member, shared::Role role);
    void remove(const shared::Member &member);
    void tell(const shared::Outcome &outcome);

    const ThemeSource &m_themes;
    Workspace &m_workspace;
    shared::Calendar m_calendar;
    Label *m_problem;
    QVBoxLayout *m_rows;
};

}
