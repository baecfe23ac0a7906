#include "client/models/preferences.h"
#include "client/models/reminderscheduler.h"
#include "client/ui/dialogs/importdialog.h"
#include "client/ui/settings/accountdialogs.h"
#include "client/ui/settings/settingsdialog.h"
#include "tests/client/ui/scenes.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

namespace hearth::tests {

using namespace Qt::StringLiterals;
using namespace hearth::client::ui;
using Page = SettingsDialog::Page;

namespace {
Scene settings(const char *name, Page page)
{
    return {
        name, {}, [page](Household &home, Camera &camera, const QSize &) {
            home.onboarding.status.running = true;
            client::ReminderSettings family;
            family.calendar.timed = QList<int>{30};
            family.own.allDay = QList<int>{6 * 60, 24 * 60};
            home.workspace.reminders().setSettings(home.december.calendars.calendars().first().id, family);
            client::Preferences preferences;
            SettingsDialog dialog(home.december.theme, preferences, home.onboarding, home.workspace, nullptr);
            dialog.showPage(page);
            dialog.show();
            camera.shoot(dialog);
        }};
}

client::ImportReport mixedReport()
{
    using Action = client::ImportItem::Action;
    client::ImportReport report;
    report.added = 2;
    report.changed = 1;
    report.same = 1;
    report.refused = 1;
    report.items = {
        {Action::New, u"School starts again"_s, 12, {}},
        {Action::New, u"Parents’ evening in the hall of the old school beside the river"_s, 40, {}},
        {Action::Changed, u"Book week at school"_s, 61, {}},
        {Action::Same, u"No school"_s, 80, {}},
        {Action::Refused, u"Excursion"_s, 97, u"The event ends before it begins."_s}};
    return report;
}

void import(Household &home, Camera &camera, const QSize &)
{
    home.workspace.files().report = mixedReport();
    ImportDialog dialog(home.december.theme, home.december.calendars, home.workspace.files(),
                        u"school-2027.ics"_s, "BEGIN:VCALENDAR", nullptr);
    dialog.show();
    camera.shoot(dialog);
}

void importRefused(Household &home, Camera &camera, const QSize &)
{
    home.workspace.files().report =
        shared::Error{shared::ErrorCode::InvalidArgument, u"Line 3 is no iCalendar."_s};
    ImportDialog dialog(home.december.theme, home.december.calendars, home.workspace.files(), u"notes.ics"_s,
                        "BEGIN:NOTES", nullptr);
    dialog.show();
    camera.shoot(dialog);
}

void password(Household &home, Camera &camera, const QSize &)
{
    PasswordDialog dialog(home.december.theme, home.workspace.account(), nullptr);
    dialog.show();
    camera.shoot(dialog);
}

void appPassword(Household &home, Camera &camera, const QSize &)
{
    AppPasswordDialog dialog(home.december.theme, home.workspace.account(), nullptr);
    dialog.findChild<QLineEdit *>()->setText(u"Phone"_s);
    dialog.tryAccept();
    dialog.show();
    camera.shoot(dialog);
}

void deleteAccount(Household &home, Camera &camera, const QSize &)
{
    DeleteAccountDialog dialog(home.december.theme, home.workspace.account(), u"Ben"_s, nullptr);
    dialog.show();
    camera.shoot(dialog);
}
}

QList<Scene> settingsScenes()
{
    return {
        settings("settings-general", Page::General), settings("settings-look", Page::Look),
        settings("settings-habits", Page::Habits),   settings("settings-reminders", Page::Reminders),
        settings("settings-account", Page::Account), settings("settings-exchange", Page::Exchange),
        settings("settings-network", Page::Network), {"import", {}, import},
        {"import-refused", {}, importRefused},       {"account-password", {}, password},
        {"account-app-password", {}, appPassword},   {"account-delete", {}, deleteAccount},
    };
}

}
