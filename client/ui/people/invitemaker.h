#pragma once

#include "client/models/membership.h"

#include <QWidget>

class QComboBox;
class QPushButton;
class QVBoxLayout;

namespace hearth::client {
class Onboarding;
class Workspace;
}

namespace hearth::client::ui {

class Label;
class ThemeSource;

/// Makes an invitation: as what, for how long, for how many; then the link as words and as a picture.
class InviteMaker : public QWidget {
    Q_OBJECT

public:
    InviteMaker(const ThemeSource &themes, Workspace &workspace, const Onboarding &onboarding,
                const shared::Calendar &calendar, QWidget *parent = nullptr);

Q_SIGNALS:
    void made();

private:
    QWidget *wishPage();
    void addChoice(QVBoxLayout &column, const QString &label, QComboBox *box);
    void make();
    void showMade(const NewInvite &made);
    void startAnew();
    QString linkOf(const NewInvite &made) const;

    const ThemeSource &m_themes;
    Workspace &m_workspace;
    const Onboarding &m_onboarding;
    shared::Calendar m_calendar;
    QComboBox *m_role;
    QComboBox *m_lasts;
    QComboBox *m_uses;
    Label *m_sentence;
    Label *m_problem;
    QPushButton *m_make;
    QVBoxLayout *m_column;
    QWidget *m_wish;
    QWidget *m_made = nullptr; ///< what shows the last one
};

}
