#include "client/ui/settings/generalpage.h"

#include "client/models/onboarding.h"
#include "client/models/preferences.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/card.h"

#include <QSignalBlocker>

namespace hearth::client::ui {

GeneralPage::GeneralPage(const ThemeSource &themes, Preferences &preferences, Onboarding &onboarding,
                         QWidget *parent)
    : SettingsPage(themes, tr("General"), {}, parent)
    , m_preferences(preferences)
    , m_onboarding(onboarding)
{
    Card *card = addGroup(tr("Start and end"));
    addStart(card);
    auto *tray = new Switch({});
    tray->setChecked(preferences.staysInTray());
    connect(tray, &Switch::toggled, this, [this](bool stays) { m_preferences.setStaysInTray(stays); });
    addRow(card, tr("Stay in the tray when the window is closed"), tr("Reminders come all the same."), tray);
    if (!onboarding.hosting().running)
        return;
    auto *hosting = new Switch({});
    hosting->setChecked(onboarding.keepsHosting());
    connect(hosting, &Switch::toggled, this, [this](bool keep) { m_onboarding.setKeepsHosting(keep); });
    addRow(card, tr("Go on hosting when the window is closed"),
           tr("Others can reach the calendars on this computer as long as Hearth runs."), hosting);
}

void GeneralPage::addStart(Card *card)
{
    auto *start = new Switch({});
    start->setChecked(m_onboarding.startsWithSession());
    connect(start, &Switch::toggled, this, [this, start](bool on) {
        const shared::Outcome outcome = m_onboarding.setStartsWithSession(on);
        if (outcome)
            return;
        const QSignalBlocker blocker(start);
        start->setChecked(!on);
        Q_EMIT said(outcome.error().message);
    });
    addRow(card, tr("Start with the session"), tr("Hearth then waits in the tray."), start);
}

}
