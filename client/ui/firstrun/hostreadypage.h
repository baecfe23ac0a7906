#pragma once

#include "client/models/onboarding.h"

#include <QWidget>

namespace hearth::client::ui {

class ThemeSource;

/// "It is open": the invitation as a picture and a link, how others recognise this computer, and the way on.
class HostReadyPage : public QWidget {
    Q_OBJECT

public:
    HostReadyPage(const ThemeSource &themes, Onboarding &onboarding, const QString &calendarName,
                  QWidget *parent = nullptr);

Q_SIGNALS:
    void openWanted();

private:
    QWidget *invitationCard();
    QWidget *identityCard();
    QWidget *foot();

    const ThemeSource &m_themes;
    Onboarding &m_onboarding;
    InvitationLink m_link;
};

}
