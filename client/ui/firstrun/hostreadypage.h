#pragma once

#include "client/models/onboarding.h"

#include <QWidget>

class QBoxLayout;

namespace hearth::client::ui {

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

    const ThemeSource &m_themes;
    Onboarding &m_onboarding;
    InvitationLink m_link;
    QBoxLayout *m_cards;
};

}
