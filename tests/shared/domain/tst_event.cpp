#include "shared/domain/change.h"
#include "shared/domain/event.h"
#include "shared/domain/role.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace hearth::shared;

namespace {
using Edit = std::function<void(EventDraft &)>;

EventDraft dinner()
{
    EventDraft draft;
    draft.name = u"Dinner"_s;
    draft.start = fromUtc(Q_INT64_C(1'796'925'600'000), QTimeZone::utc());
    draft.end = fromUtc(Q_INT64_C(1'796'929'200'000), QTimeZone::utc());
    draft.location = u"At home"_s;
    draft.participants = {{{}, u"Ben"_s, Answer::Yes}};
    draft.reminders = {10};
    return draft;
}

void setLength(EventDraft &draft, qint64 ms)
{
    draft.end = fromUtc(draft.start.utcMs + ms, QTimeZone::utc());
}
}
Q_DECLARE_METATYPE(Edit)

class TestEvent : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void checks_data()
    {
        QTest::addColumn<Edit>("edit");
        QTest::addColumn<bool>("good");
        const auto row = [](const char *name, bool good, Edit edit) { QTest::newRow(name) << edit << good; };
        row("as it is", true, [](EventDraft &) {});
        row("255 characters", true, [](EventDraft &d) { d.name = u"x"_s.repeated(255); });
        row("256 characters", false, [](EventDraft &d) { d.name = u"x"_s.repeated(256); });
        row("no name", false, [](EventDraft &d) { d.name.clear(); });
        row("line break in the name", false, [](EventDraft &d) { d.name = u"a\nb"_s; });
        row("1 ms", true, [](EventDraft &d) { setLength(d, 1); });
        row("no length", false, [](EventDraft &d) { setLength(d, 0); });
        row("backwards", false, [](EventDraft &d) { setLength(d, -1); });
        row("five years", true, [](EventDraft &d) { setLength(d, kMaxEventMs); });
        row("more than five years", false, [](EventDraft &d) { setLength(d, kMaxEventMs + 1); });
        row("lines in the description", true, [](EventDraft &d) { d.description = u"a\r\n\tb"_s; });
        row("NUL in the description", false, [](EventDraft &d) { d.description = QString(u"a\0b"_s); });
        row("long description", false, [](EventDraft &d) { d.description = u"x"_s.repeated(50'001); });
        row("long location", false, [](EventDraft &d) { d.location = u"x"_s.repeated(1001); });
        row("20 reminders", true, [](EventDraft &d) { d.reminders = QList<int>(20, 5); });
        row("21 reminders", false, [](EventDraft &d) { d.reminders = QList<int>(21, 5); });
        row("reminder after the start", false, [](EventDraft &d) { d.reminders = {-1}; });
        row("reminder years before", false, [](EventDraft &d) { d.reminders = {366 * 24 * 60 + 1}; });
        row("nameless participant", false, [](EventDraft &d) { d.participants[0].name = u" "_s; });
        row("participant's address", true,
            [](EventDraft &d) { d.participants[0].email = u"a@example.org"_s; });
        row("line break in an address", false,
            [](EventDraft &d) { d.participants[0].email = u"a@example.org\r\nEND:VEVENT"_s; });
        row("201 participants", false,
            [](EventDraft &d) { d.participants = QList<Participant>(201, d.participants[0]); });
        row("empty category", false, [](EventDraft &d) { d.categories = {u""_s}; });
        row("21 categories", false, [](EventDraft &d) { d.categories = QStringList(21, u"x"_s); });
    }
    void checks()
    {
        QFETCH(Edit, edit);
        EventDraft draft = dinner();
        edit(draft);
        const auto outcome = checkDraft(draft);
        QTEST(outcome.ok(), "good");
        if (!outcome.ok()) {
            QCOMPARE(outcome.error().code, ErrorCode::InvalidArgument);
            QVERIFY(!outcome.error().message.isEmpty());
        }
    }

    void namesWhatChanged_data()
    {
        QTest::addColumn<Edit>("edit");
        const auto row = [](const char *field, Edit edit) { QTest::newRow(field) << edit; };
        row("event_name", [](EventDraft &d) { d.name += u"!"_s; });
        row("event_start", [](EventDraft &d) { d.start.zone = u"Europe/Berlin"_s; });
        row("event_end", [](EventDraft &d) { d.end.utcMs += 1; });
        row("all_day", [](EventDraft &d) { d.allDay = true; });
        row("location", [](EventDraft &d) { d.location.clear(); });
        row("description", [](EventDraft &d) { d.description = u"x"_s; });
        row("colour", [](EventDraft &d) { d.colour = u"sky"_s; });
        row("categories", [](EventDraft &d) { d.categories = {u"x"_s}; });
        row("status", [](EventDraft &d) { d.status = EventStatus::Cancelled; });
        row("participants", [](EventDraft &d) { d.participants[0].answer = Answer::No; });
        row("reminders", [](EventDraft &d) { d.reminders = {}; });
    }
    void namesWhatChanged()
    {
        QFETCH(Edit, edit);
        EventDraft draft = dinner();
        QCOMPARE(changedFields(dinner(), draft), QStringList());
        edit(draft);
        QCOMPARE(changedFields(dinner(), draft), QStringList{QString::fromLatin1(QTest::currentDataTag())});
    }

    void wordsComeBack()
    {
        for (const Role role : {Role::Owner, Role::Editor, Role::Viewer, Role::Busy})
            QCOMPARE(roleFromName(roleName(role)), role);
        for (const Answer answer : {Answer::None, Answer::Yes, Answer::Maybe, Answer::No})
            QCOMPARE(answerFromName(answerName(answer)), answer);
        for (const EventStatus status :
             {EventStatus::Confirmed, EventStatus::Tentative, EventStatus::Cancelled})
            QCOMPARE(eventStatusFromName(eventStatusName(status)), status);
        for (int kind = 0; kind <= static_cast<int>(ChangeKind::MessagePosted); ++kind)
            QCOMPARE(changeFromName(changeName(static_cast<ChangeKind>(kind))),
                     static_cast<ChangeKind>(kind));
        QVERIFY(!roleFromName(u"Owner"));
        QVERIFY(!answerFromName(u""));
        QVERIFY(!eventStatusFromName(u"done"));
        QVERIFY(!changeFromName(u"created_calendar"));
    }

    void rolesMay_data()
    {
        QTest::addColumn<Role>("role");
        QTest::addColumn<bool>("writes");
        QTest::addColumn<bool>("manages");
        QTest::newRow("owner") << Role::Owner << true << true;
        QTest::newRow("editor") << Role::Editor << true << false;
        QTest::newRow("viewer") << Role::Viewer << false << false;
        QTest::newRow("busy") << Role::Busy << false << false;
    }
    void rolesMay()
    {
        QFETCH(Role, role);
        QTEST(mayWriteEvents(role), "writes");
        QTEST(mayManage(role), "manages");
    }
};

QTEST_GUILESS_MAIN(TestEvent)
#include "tst_event.moc"
