#pragma once

#include "client/models/onboarding.h"

#include <QWidget>

class QBoxLayout;
class QLineEdit;

namespace hearth::client {
struct NewInvite;
}

namespace hearth::client::ui {

class Label;
class QrCode;

class ThemeSource;

/// "It is open": the invitation as a picture and a link, who has come, how others recognise this computer,
/// and the way on.
class HostReadyPage : public QWidget {
    Q_OBJECT

public:
    HostReadyPage(const ThemeSource &themes, Onboarding &onboarding, const QString &calendarName,
                  QWidget *parent = nullptr);

Q_SIGNALS:
    void openWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QLayout *heading(const QString &calendarName);
    QWidget *invitationCard();
    QLayout *pictureRow();
    QLayout *linkRow();
    QWidget *identityCard();
    QLayout *facts(const HostingStatus &status);
    QLayout *foot();
    /// Asks for an invitation once the calendar is known; until then the link asks for its password.
    void invite();
    void showInvite(const NewInvite &made);

    const ThemeSource &m_themes;
    Onboarding &m_onboarding;
    QString m_calendarName;
    InvitationLink m_link;
    bool m_asked = false;
    QrCode *m_picture = nullptr;
    QLineEdit *m_linkEdit = nullptr;
    Label *m_until = nullptr;
    QBoxLayout *m_cards;
};

}
