#include "client/ui/dialogs/calendardialog.h"
#include "client/ui/dialogs/confirmdialog.h"
#include "client/ui/dialogs/eventeditor.h"
#include "client/ui/dialogs/replydialog.h"
#include "client/ui/dialogs/scopepopover.h"
#include "client/ui/dialogs/shortcutsdialog.h"
#include "client/ui/people/acceptdialog.h"
#include "client/ui/people/membersdialog.h"
#include "client/ui/polls/pollsdialog.h"
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

using Page = MembersDialog::Page;

void furnish(FakeMembership &people)
{
    people.people = {{shared::PersonId{QUuid::createUuid()}, u"Finn"_s, {}},
                     {shared::PersonId{QUuid::createUuid()}, u"Minka"_s, {}}};
    const qint64 day = 24LL * 3600 * 1000;
    people.invites = {{shared::InviteId{QUuid::createUuid()}, shared::Role::Viewer, 5, 3,
                       people.nowMs + 5 * day, u"Ben"_s, shared::InviteState::Open},
                      {shared::InviteId{QUuid::createUuid()}, shared::Role::Editor, 1, 0, people.nowMs - day,
                       u"Ana"_s, shared::InviteState::Used},
                      {shared::InviteId{QUuid::createUuid()}, shared::Role::Busy, 1, 1, people.nowMs + day,
                       u"Ben"_s, shared::InviteState::Revoked}};
}

Scene members(const char *name, Page page, shared::Role role = shared::Role::Owner, bool make = false)
{
    return {name, {}, [=](Household &home, Camera &camera, const QSize &) {
                furnish(home.workspace.people);
                shared::Calendar family = *home.december.calendars.find(home.december.calendar(u"Family"_s));
                family.role = role;
                MembersDialog dialog(home.december.theme, home.workspace, home.onboarding, family, page,
                                     nullptr);
                dialog.show();
                for (QPushButton *button : dialog.findChildren<QPushButton *>())
                    if (make && button->text() == u"Make the invitation"_s)
                        button->click();
                camera.shoot(dialog);
            }};
}

Scene invitation(const char *name, shared::InviteState state)
{
    return {name, {}, [=](Household &home, Camera &camera, const QSize &) {
                home.workspace.people.preview = {u"Book club"_s, u"Mia"_s, shared::Role::Editor,
                                                 home.workspace.people.nowMs + 600'000'000, state};
                AcceptDialog dialog(home.december.theme, home.workspace,
                                    u"https://heim.example/invite/K7M4QX9TPLDN2R8SVWYZ5A"_s, nullptr);
                dialog.show();
                camera.shoot(dialog);
            }};
}

Scene polls(const char *name, bool none, bool form = false)
{
    return {name, {}, [=](Household &home, Camera &camera, const QSize &) {
                if (!none)
                    home.workspace.ask();
                const shared::Calendar &family =
                    *home.december.calendars.find(home.december.calendar(u"Family"_s));
                PollsDialog dialog(home.december.theme, home.workspace, family, home.december.index.zone(),
                                   QDate(2026, 12, 9), nullptr);
                dialog.show();
                for (QPushButton *button : dialog.findChildren<QPushButton *>())
                    if (form && button->text() == u"Ask for a date"_s)
                        button->click();
                camera.shoot(dialog);
            }};
}

Scene answer(const char *name, bool otherTime)
{
    return {
        name, {}, [=](Household &home, Camera &camera, const QSize &) {
            shared::Event dinner = home.december.item(u"Dinner with Oma"_s, 10);
            shared::Participant ben{{}, u"Ben"_s, otherTime ? shared::Answer::Maybe : shared::Answer::None};
            if (otherTime) {
                ben.comment = u"Training ends at seven"_s;
                ben.proposal = shared::Proposal{
                    shared::fromUtc(dinner.start.utcMs + 3'600'000, home.december.index.zone()),
                    shared::fromUtc(dinner.end.utcMs + 3'600'000, home.december.index.zone())};
            }
            ReplyDialog dialog(home.december.theme, home.workspace, dinner, ben, home.december.index.zone(),
                               nullptr);
            dialog.show();
            camera.shoot(dialog);
        }};
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
        members("members", Page::Members),
        members("members-viewer", Page::Members, shared::Role::Viewer),
        members("members-people", Page::People),
        members("members-invites", Page::Invites),
        members("members-invited", Page::Invites, shared::Role::Owner, true),
        invitation("accept", shared::InviteState::Open),
        invitation("accept-ended", shared::InviteState::Used),
        polls("polls", false),
        polls("polls-none", true),
        polls("polls-ask", true, true),
        answer("reply", false),
        answer("reply-other-time", true),
        {"confirm", {}, confirmation},
        {"keys", {}, keys},
    };
}

}
