#include "client/ui/dialogs/calendardialog.h"
#include "client/ui/dialogs/confirmdialog.h"
#include "client/ui/dialogs/eventeditor.h"
#include "client/ui/dialogs/scopepopover.h"
#include "client/ui/dialogs/shortcutsdialog.h"
#include "tests/client/ui/scenes.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTimer>

namespace hearth::tests {

using namespace Qt::StringLiterals;
using namespace hearth::client::ui;
using Purpose = CalendarDialog::Purpose;

namespace {
constexpr QSize kEditorSize(1080, 720);

shared::EventDraft sundayCall(const Household &home)
{
    shared::EventDraft draft;
    draft.name = u"Sunday call with Avó"_s;
    const QTimeZone zone = home.december.index.zone();
    draft.start = shared::fromWall(QDateTime(QDate(2026, 12, 13), QTime(19, 0), Qt::UTC), zone);
    draft.end = shared::fromWall(QDateTime(QDate(2026, 12, 13), QTime(20, 0), Qt::UTC), zone);
    draft.location = u"Video call: meet.example.org/avo"_s;
    draft.description = u"Dan shows his school project. Ask Avó for the biscuit recipe."_s;
    draft.participants = {{{}, u"Ana"_s, shared::Answer::Yes},
                          {{}, u"Ben"_s, shared::Answer::Yes},
                          {{}, u"Cleo"_s, shared::Answer::Maybe},
                          {{}, u"Dan"_s, shared::Answer::None}};
    draft.reminders = {10, 60};
    return draft;
}

using Change = std::function<void(shared::EventDraft &)>;

Scene editor(const char *name, bool isNew, const Change &change)
{
    return {name, kEditorSize, [=](Household &home, Camera &camera, const QSize &size) {
                shared::EventDraft draft = sundayCall(home);
                change(draft);
                EventEditor dialog(home.december.theme, home.december.calendars, home.workspace.members(),
                                   home.december.index.zone(),
                                   {draft, home.december.calendar(u"Family"_s), isNew}, nullptr);
                dialog.resize(size);
                dialog.show();
                dialog.activateWindow();
                if (!QTest::qWaitForWindowActive(&dialog))
                    qWarning("The editor did not become active");
                camera.shoot(dialog);
            }};
}

void blank(shared::EventDraft &draft)
{
    shared::EventDraft empty;
    empty.start = draft.start;
    empty.end = draft.end;
    draft = empty;
}

void allDay(shared::EventDraft &draft)
{
    draft.allDay = true;
    draft.start = shared::fromDate(QDate(2026, 12, 12));
    draft.end = shared::fromDate(QDate(2026, 12, 14));
}

void inLisbon(shared::EventDraft &draft)
{
    const QTimeZone lisbon("Europe/Lisbon");
    draft.start = shared::fromUtc(draft.start.utcMs, lisbon);
    draft.end = shared::fromUtc(draft.end.utcMs, lisbon);
}

void endFirst(shared::EventDraft &draft)
{
    inLisbon(draft);
    draft.end = shared::fromUtc(draft.start.utcMs - 15 * 60'000, QTimeZone("Europe/Lisbon"));
}

/// Until 24 January the rule is the mock's.
void fortnightly(shared::EventDraft &draft)
{
    draft.recurrence = u"RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;COUNT=10"_s;
}

void monthly(shared::EventDraft &draft)
{
    inLisbon(draft);
    draft.recurrence = u"RRULE:FREQ=MONTHLY;BYDAY=2SU;UNTIL=20270601"_s;
}

void scope(Household &home, Camera &camera, const QSize &)
{
    ScopePopover popover(home.december.theme, client::ScopePurpose::Change, u"Board games"_s, true, nullptr);
    popover.popup(QRect(0, 0, 1, 1), PopoverFrame::Side::Below);
    camera.shoot(popover);
}

Scene calendar(const char *name, Purpose purpose, const shared::Outcome &answer = shared::Done{})
{
    return {name, {}, [=](Household &home, Camera &camera, const QSize &) {
                const shared::Calendar &family =
                    *home.december.calendars.find(home.december.calendar(u"Family"_s));
                CalendarDialog dialog(home.december.theme, home.workspace, purpose,
                                      purpose == Purpose::Edit ? family : shared::Calendar{}, nullptr);
                dialog.show();
                if (!answer) {
                    home.workspace.answer = answer;
                    dialog.findChild<QLineEdit *>()->setText(u"Book club"_s);
                    dialog.tryAccept();
                    QCoreApplication::processEvents();
                }
                camera.shoot(dialog);
            }};
}

void confirmation(Household &home, Camera &camera, const QSize &)
{
    QTimer::singleShot(0, &home.onboarding, [&camera] {
        auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
        camera.shoot(*dialog);
        dialog->reject();
    });
    (void)confirm(home.december.theme, u"Delete “Family” for everybody?"_s,
                  u"All its events disappear for all members."_s, u"Delete"_s, nullptr);
}

void keys(Household &home, Camera &camera, const QSize &)
{
    ShortcutsDialog dialog(home.december.theme, nullptr);
    dialog.show();
    camera.shoot(dialog);
}
}

QList<Scene> dialogScenes()
{
    const shared::Error taken{shared::ErrorCode::Conflict, u"There is a calendar of that name already."_s};
    return {
        editor("editor-new", true, blank),
        editor("editor-timed", false, [](shared::EventDraft &) {}),
        editor("editor-all-day", false, allDay),
        editor("editor-zones", true, inLisbon),
        editor("editor-error", true, endFirst),
        calendar("calendar-new", Purpose::Create),
        calendar("calendar-join", Purpose::Join),
        calendar("calendar-edit", Purpose::Edit),
        calendar("calendar-taken", Purpose::Create, taken),
        editor("editor-repeat", true, fortnightly),
        editor("editor-repeat-month", false, monthly),
        {"scope", {}, scope},
        {"confirm", {}, confirmation},
        {"keys", {}, keys},
    };
}

}
