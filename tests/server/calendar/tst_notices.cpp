#include "server/calendar/notices/noticegatherer.h"
#include "server/proto/convert.h"
#include "tests/server/calendar/calendarworld.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::addEngineRows;
using hearth::tests::CalendarWorld;
using hearth::tests::waitFor;
using shared::ErrorCode;
using shared::Result;
using shared::Role;

namespace {
constexpr qint64 kMinuteMs = 60'000;

/// ada's and bob's calendar.
struct Family : CalendarWorld {
    explicit Family(shared::Engine engine)
        : CalendarWorld(engine)
    {
        calendarId = createCalendar(u"ada"_s, u"Family"_s)->id();
        (void)join(u"bob"_s, u"Family"_s);
        start = changes(u"ada"_s, calendarId)->seq();
    }
    Result<calendar::NoticesResponse> ask(const QString &who, qint64 since, int limit = 0)
    {
        calendar::NoticesRequest request;
        request.mutable_calendar()->set_id(calendarId);
        request.set_since(since);
        request.set_limit(limit);
        return waitFor<calendar::NoticesResponse>(
            [&](auto reply) { service().notices().notices(person(who), request, reply); });
    }
    QList<QJsonObject> notices()
    {
        QList<QJsonObject> all;
        const auto response = ask(u"ada"_s, start);
        for (const std::string &notice : response->notices())
            all.append(QJsonDocument::fromJson(QByteArray::fromStdString(notice)).object());
        return all;
    }

    std::string calendarId;
    qint64 start = 0;
};
}

/// Who did what, gathered for people to read.
class TestNotices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void gathersABurst_data() { addEngineRows(); }
    void gathersABurst();
    void keepsPeopleAndTimesApart_data() { addEngineRows(); }
    void keepsPeopleAndTimesApart();
    void whatWasUndoneIsNoNotice_data() { addEngineRows(); }
    void whatWasUndoneIsNoNotice();
    void pagesAndRefuses_data() { addEngineRows(); }
    void pagesAndRefuses();
};

void TestNotices::gathersABurst()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    const auto event = family.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s));
    family.clock.advance(kMinuteMs);
    QVERIFY(family.updateEvent(u"ada"_s, *event, {{u"location"_s, u"Garden"_s}}));
    QList<QJsonObject> seen = family.notices();
    QCOMPARE(seen.size(), 1);
    QCOMPARE(seen.first().value("what"_L1).toString(), u"created_event"_s);
    QCOMPARE(seen.first().value("count"_L1).toInt(), 2);

    family.clock.advance(10 * kMinuteMs);
    QVERIFY(family.updateEvent(u"ada"_s, *event, {{u"event_name"_s, u"Supper"_s}}));
    family.clock.advance(kMinuteMs);
    QVERIFY(family.updateEvent(u"ada"_s, *event,
                               {{u"event_name"_s, u"Late supper"_s}, {u"location"_s, u"Roof"_s}}));
    QVERIFY(family.post(u"bob"_s, u"Family"_s, u"nice"_s));
    seen = family.notices();
    QCOMPARE(seen.size(), 2);
    const QJsonObject notice = seen.last();
    QCOMPARE(notice.value("what"_L1).toString(), u"updated_event"_s);
    QCOMPARE(notice.value("name"_L1).toString(), u"Late supper"_s);
    QCOMPARE(notice.value("username"_L1).toString(), u"ada"_s);
    QCOMPARE(notice.value("count"_L1).toInt(), 2);
    const QJsonArray expected{
        QJsonObject{{u"field"_s, u"event_name"_s}, {u"old"_s, u"Dinner"_s}, {u"new"_s, u"Late supper"_s}},
        QJsonObject{{u"field"_s, u"location"_s}, {u"old"_s, u"Garden"_s}, {u"new"_s, u"Roof"_s}}};
    QCOMPARE(notice.value("changes"_L1).toArray(), expected);
}

void TestNotices::keepsPeopleAndTimesApart()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    const auto event = family.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s));
    QVERIFY(family.updateEvent(u"bob"_s, *event, {{u"location"_s, u"a"_s}}));
    QVERIFY(family.updateEvent(u"ada"_s, *event, {{u"location"_s, u"b"_s}}));
    family.clock.advance(6 * kMinuteMs);
    QVERIFY(family.updateEvent(u"ada"_s, *event, {{u"location"_s, u"c"_s}}));
    QVERIFY(family.deleteEvent(u"ada"_s, *event));
    QVERIFY(family.setRole(u"ada"_s, u"Family"_s, u"bob"_s, Role::Viewer));
    QStringList whats;
    const auto seen = family.notices();
    for (const QJsonObject &notice : seen)
        whats.append(notice.value("username"_L1).toString() + u' ' + notice.value("what"_L1).toString());
    QCOMPARE(whats,
             (QStringList{u"ada created_event"_s, u"bob updated_event"_s, u"ada updated_event"_s,
                          u"ada deleted_event"_s, u"ada updated_member"_s}));
    QCOMPARE(seen.last().value("changes"_L1).toArray().first().toObject().value("new"_L1).toString(),
             u"viewer"_s);
}

void TestNotices::whatWasUndoneIsNoNotice()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    const auto event = family.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Dinner"_s));
    family.clock.advance(10 * kMinuteMs);
    QVERIFY(family.updateEvent(u"ada"_s, *event, {{u"event_name"_s, u"Supper"_s}}));
    QVERIFY(family.updateEvent(u"ada"_s, *event, {{u"event_name"_s, u"Dinner"_s}}));
    QCOMPARE(family.notices().size(), 1);
}

void TestNotices::pagesAndRefuses()
{
    FETCH_ENGINE(engine);
    Family family(engine);
    for (int i = 0; i < 5; ++i)
        QVERIFY(family.createEvent(u"ada"_s, u"Family"_s, CalendarWorld::draft(u"Event %1"_s.arg(i))));
    const auto first = family.ask(u"bob"_s, family.start, 3);
    QCOMPARE(first->notices_size(), 3);
    QVERIFY(first->more());
    const auto second = family.ask(u"bob"_s, first->seq(), 3);
    QCOMPARE(second->notices_size(), 2);
    QVERIFY(!second->more());
    QCOMPARE(family.ask(u"bob"_s, 1000).error().code, ErrorCode::SnapshotRequired);
    QCOMPARE(family.ask(u"stranger"_s, 0).error().code, ErrorCode::Forbidden);
    QVERIFY(family.setRole(u"ada"_s, u"Family"_s, u"bob"_s, Role::Busy));
    QCOMPARE(family.ask(u"bob"_s, 0).error().code, ErrorCode::Forbidden);
}

QTEST_GUILESS_MAIN(TestNotices)
#include "tst_notices.moc"
