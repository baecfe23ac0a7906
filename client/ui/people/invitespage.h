#pragma once

#include "client/models/membership.h"

#include <QWidget>

class QVBoxLayout;

namespace hearth::client {
class Onboarding;
class Workspace;
}

namespace hearth::client::ui {

class Label;
class ThemeSource;

/// A calendar's invitations: make one, and those that there are, with what withdraws them.
class InvitesPage : public QWidget {
    Q_OBJECT

public:
    InvitesPage(const ThemeSource &themes, Workspace &workspace, const Onboarding &onboarding,
                const shared::Calendar &calendar, QWidget *parent = nullptr);

private:
    void read();
    void showInvites(const QList<Invite> &invites);
    QWidget *row(const Invite &invite);
    void revoke(const Invite &invite);

    const ThemeSource &m_themes;
    Workspace &m_workspace;
    shared::Calendar m_calendar;
    Label *m_message;
    QVBoxLayout *m_rows;
};

}
