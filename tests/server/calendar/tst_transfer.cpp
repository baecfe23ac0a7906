#include "server/proto/convert.h"
#include "tests/server/calendar/calendarworld.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using hearth::tests::CalendarWorld;
using hearth::tests::ChangeLogbook;
using hearth::tests::waitFor;
using shared::ErrorCode;
using shared::Role;

namespace {
const QString kRoom = u"Family"_s;

QByteArray vevent(const QByteArray &uid, const QByteArray &name, const QByteArray &more = {})
{
    return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nDTSTART:20270601T100000Z\r\nDTEND:20270601T110000Z\r\nSUMMARY:"
        + name + "\r\n" + more + "END:VEVENT\r\n";
}

QByteArray instance(const QByteArray &uid, const QByteArray &name)
{
    return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nRECURRENCE-ID:20270603T100000Z\r\nDTSTART:20270603T120000Z\r\n"
        + "DTEND:20270603T130000Z\r\nSUMMARY:" + name + "\r\nEND:VEVENT\r\n";
}

QByteArray whole(const QByteArray &inner)
{
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + inner + "END:VCALENDAR\r\n";
}

/// A world with one calendar, and the calls of TransferApi made short.
struct Transfer {
    explicit Transfer(shared::Engine engine)
        : world(engine)
        , made(bool(world.createCalendar(u"ada"_s, kRoom, {}, u"Europe/Berlin"_s)))
    {
    }

    server::TransferApi &api() { return world.service().transfer(); }
    shared::Result<calendar::ImportResponse> bring(const QByteArray &text, bool dryRun = false,
                                                   const QString &who = u"ada"_s)
    {
        calendar::ImportRequest request;
        *request.mutable_calendar() = CalendarWorld::byName(kRoom);
        request.set_text(text.toStdString());
        request.set_dry_run(dryRun);
        return waitFor<calendar::ImportResponse>(
            [&](auto reply) { api().importCalendar(CalendarWorld::person(who), request, reply); });
    }
    QByteArray exported(const QString &who = u"ada"_s, const std::string &event = {})
    {
        calendar::ExportRequest request;
        *request.mutable_calendar() = CalendarWorld::byName(kRoom);
        request.set_event_id(event);
        const auto answer = waitFor<calendar::ExportResponse>(
            [&](auto reply) { api().exportCalendar(CalendarWorld::person(who), request, reply); });
        return answer ? QByteArray::fromStdString(answer->text()) : QByteArray();
    }
    shared::Result<calendar::CreatedFeed> feed(const QString &who, bool busy)
    {
        calendar::CreateFeedRequest request;
        *request.mutable_calendar() = CalendarWorld::byName(kRoom);
        request.set_busy_only(busy);
        return waitFor<calendar::CreatedFeed>(
            [&](auto reply) { api().createFeed(CalendarWorld::person(who), request, reply); });
    }
    shared::Result<calendar::ReadFeedResponse> read(const std::string &secret, const std::string &etag = {})
    {
        calendar::ReadFeedRequest request;
        request.set_secret(secret);
        request.set_known_etag(etag);
        return waitFor<calendar::ReadFeedResponse>([&](auto reply) { api().readFeed({}, request, reply); });
    }
    shared::Result<calendar::Empty> revoke(const QString &who, const std::string &id)
    {
        calendar::FeedRequest request;
        *request.mutable_calendar() = CalendarWorld::byName(kRoom);
        request.set_feed_id(id);
        return waitFor<calendar::Empty>(
            [&](auto reply) { api().revokeFeed(CalendarWorld::person(who), request, reply); });
    }

    CalendarWorld world;
    bool made;
};

QList<int> counts(const shared::Result<calendar::ImportResponse> &response)
{
    if (!response)
        return {-1};
    return {response->created(), response->changed(), response->same(), response->refused()};
}
}

/// iCalendar files into a calendar and out of it, and feeds.
class TestTransfer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void importsOnce_data() { hearth::tests::addEngineRows(); }
    void importsOnce();
    void dryRunChangesNothing_data() { hearth::tests::addEngineRows(); }
    void dryRunChangesNothing();
    void importsInBatches_data() { hearth::tests::addEngineRows(); }
    void importsInBatches();
    void instancesFindTheirSeries_data() { hearth::tests::addEngineRows(); }
    void instancesFindTheirSeries();
    void refuses_data() { hearth::tests::addEngineRows(); }
    void refuses();
    void exportsWhatOneMaySee_data() { hearth::tests::addEngineRows(); }
    void exportsWhatOneMaySee();
    void feeds_data() { hearth::tests::addEngineRows(); }
    void feeds();
    void feedsEndWithTheMembership_data() { hearth::tests::addEngineRows(); }
    void feedsEndWithTheMembership();
};

void TestTransfer::importsOnce()
{
    FETCH_ENGINE(engine);
    Transfer transfer(engine);
    const QByteArray text =
        whole(vevent("one", "Dinner", "X-FOO:kept\r\n") + vevent("two", "Walk", "RRULE:FREQ=DAILY\r\n")
              + instance("two", "Late walk"));
    QCOMPARE(counts(transfer.bring(text)), (QList<int>{3, 0, 0, 0}));
    QCOMPARE(counts(transfer.bring(text)), (QList<int>{0, 0, 3, 0}));
    QByteArray changed = text;
    changed.replace("Dinner", "Supper");
    QCOMPARE(counts(transfer.bring(changed)), (QList<int>{0, 1, 2, 0}));
    const QByteArray out = transfer.exported();
    QVERIFY(out.contains("SUMMARY:Supper\r\n"));
    QVERIFY(out.contains("X-FOO:kept\r\n"));
    QVERIFY(out.contains("RECURRENCE-ID:20270603T100000Z\r\n"));
    QCOMPARE(counts(transfer.bring(out)), (QList<int>{0, 0, 3, 0}));
}

void TestTransfer::dryRunChangesNothing()
{
    FETCH_ENGINE(engine);
    Transfer transfer(engine);
    const qint64 before = hearth::tests::countRows(transfer.world.url(), u"changes"_s);
    QCOMPARE(counts(transfer.bring(whole(vevent("one", "Dinner")), true)), (QList<int>{1, 0, 0, 0}));
    QVERIFY(!transfer.exported().contains("VEVENT"));
    QCOMPARE(hearth::tests::countRows(transfer.world.url(), u"changes"_s), before);
}

void TestTransfer::importsInBatches()
{
    FETCH_ENGINE(engine);
    Transfer transfer(engine);
    QByteArray many;
    for (int i = 0; i < 1100; ++i)
        many += vevent("uid-" + QByteArray::number(i), "Event " + QByteArray::number(i));
    QCOMPARE(counts(transfer.bring(whole(many))), (QList<int>{1100, 0, 0, 0}));
    QCOMPARE(counts(transfer.bring(whole(many))), (QList<int>{0, 0, 1100, 0}));
    QCOMPARE(transfer.exported().count("BEGIN:VEVENT"), 1100);
    const auto answer = transfer.bring(whole(many), true);
    QVERIFY(answer);
    QCOMPARE(answer->items_size(), 1000);
    QVERIFY(answer->more_items());
}

void TestTransfer::instancesFindTheirSeries()
{
    FETCH_ENGINE(engine);
    Transfer transfer(engine);
    const auto alone = transfer.bring(whole(instance("two", "Late walk")));
    QCOMPARE(counts(alone), (QList<int>{0, 0, 0, 1}));
    QCOMPARE(alone->items(0).reason(), "no_series");
    QVERIFY(transfer.bring(whole(vevent("two", "Walk", "RRULE:FREQ=DAILY\r\n"))));
    QCOMPARE(counts(transfer.bring(whole(instance("two", "Late walk")))), (QList<int>{1, 0, 0, 0}));
    QCOMPARE(counts(transfer.bring(whole(instance("two", "Later walk")))), (QList<int>{0, 1, 0, 0}));
}

void TestTransfer::refuses()
{
    FETCH_ENGINE(engine);
    Transfer transfer(engine);
    QCOMPARE(transfer.bring("Hello").error().reason, u"not_icalendar"_s);
    QCOMPARE(transfer.bring(QByteArray(20'000'001, 'x')).error().code, ErrorCode::TooLarge);
    QVERIFY(transfer.world.join(u"bob"_s, kRoom));
    QVERIFY(transfer.world.setRole(u"ada"_s, kRoom, u"bob"_s, Role::Viewer));
    for (const bool dryRun : {false, true}) {
        QCOMPARE(transfer.bring(whole(vevent("one", "x")), dryRun, u"bob"_s).error().code,
                 ErrorCode::Forbidden);
        QCOMPARE(transfer.bring(whole(vevent("one", "x")), dryRun, u"eve"_s).error().code,
                 ErrorCode::Forbidden);
    }
    const auto mixed = transfer.bring(whole(vevent("one", "Good") + vevent("bad", "Bad", "EXDATE:never\r\n")
                                            + vevent("three", "Good too")));
    QCOMPARE(counts(mixed), (QList<int>{2, 0, 0, 1}));
    QCOMPARE(mixed->items(0).uid(), "bad");
}

void TestTransfer::exportsWhatOneMaySee()
{
    FETCH_ENGINE(engine);
    Transfer transfer(engine);
    QVERIFY(transfer.bring(whole(vevent("one", "Secret", "LOCATION:Nowhere\r\nX-FOO:hidden\r\n"))));
    QVERIFY(transfer.world.join(u"bob"_s, kRoom));
    QVERIFY(transfer.exported(u"bob"_s).contains("Secret"));
    QVERIFY(transfer.world.setRole(u"ada"_s, kRoom, u"bob"_s, Role::Busy));
    const QByteArray busy = transfer.exported(u"bob"_s);
    QVERIFY(busy.contains("DTSTART:20270601T100000Z\r\n"));
    for (const char *word : {"Secret", "Nowhere", "hidden"})
        QVERIFY(!busy.contains(word));
    QVERIFY(transfer.exported(u"eve"_s).isEmpty());
    const auto events = transfer.world.events(u"ada"_s);
    QVERIFY(transfer.bring(whole(vevent("two", "Other"))));
    const QByteArray one = transfer.exported(u"ada"_s, events->events(0).id());
    QVERIFY(one.contains("Secret") && !one.contains("Other"));
}

void TestTransfer::feeds()
{
    FETCH_ENGINE(engine);
    Transfer transfer(engine);
    QVERIFY(transfer.bring(whole(vevent("one", "Secret"))));
    QVERIFY(transfer.world.join(u"bob"_s, kRoom));
    const auto full = transfer.feed(u"bob"_s, false);
    const auto busy = transfer.feed(u"ada"_s, true);
    QVERIFY(full && busy);
    QVERIFY(full->secret().size() >= 22);
    QCOMPARE(hearth::tests::countRows(transfer.world.url(),
                                      u"feeds WHERE secret_hash LIKE '%"_s + server::fromUtf8(full->secret())
                                          + u"%'"_s),
             0);
    const auto read = transfer.read(full->secret());
    QVERIFY(read);
    QVERIFY(read->text().find("Secret") != std::string::npos);
    QVERIFY(transfer.read(busy->secret())->text().find("Secret") == std::string::npos);
    const auto again = transfer.read(full->secret(), read->etag());
    QVERIFY(again->not_modified());
    QVERIFY(again->text().empty());
    QVERIFY(transfer.bring(whole(vevent("two", "News"))));
    QVERIFY(!transfer.read(full->secret(), read->etag())->not_modified());
    QCOMPARE(transfer.revoke(u"bob"_s, busy->feed().id()).error().code, ErrorCode::NotFound);
    QVERIFY(transfer.revoke(u"ada"_s, full->feed().id()));
    QCOMPARE(transfer.read(full->secret()).error().code, ErrorCode::NotFound);
    QCOMPARE(transfer.read("nonsense").error().code, ErrorCode::NotFound);
    QCOMPARE(transfer.feed(u"eve"_s, true).error().code, ErrorCode::Forbidden);
}

void TestTransfer::feedsEndWithTheMembership()
{
    FETCH_ENGINE(engine);
    Transfer transfer(engine);
    QVERIFY(transfer.bring(whole(vevent("one", "Secret"))));
    QVERIFY(transfer.world.join(u"bob"_s, kRoom));
    const auto full = transfer.feed(u"bob"_s, false);
    QVERIFY(transfer.world.setRole(u"ada"_s, kRoom, u"bob"_s, Role::Busy));
    QVERIFY(transfer.read(full->secret())->text().find("Secret") == std::string::npos);
    QVERIFY(transfer.world.leave(u"bob"_s, kRoom));
    QCOMPARE(transfer.read(full->secret()).error().code, ErrorCode::NotFound);
    QVERIFY(transfer.world.join(u"bob"_s, kRoom));
    QCOMPARE(transfer.read(full->secret()).error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestTransfer)
#include "tst_transfer.moc"
