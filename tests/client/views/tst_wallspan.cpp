#include "client/ui/interaction/gesture.h"

#include <QTest>

using namespace hearth;
using namespace hearth::client::ui;
using namespace Qt::StringLiterals;

class WallSpanTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void movesKeepTheWallClock_data();
    void movesKeepTheWallClock();
    void anotherZoneKeepsItsOwn();
    void resizeKeepsTheOtherEnd();
    void allDayBecomesTimedAndBack();
    void gestures_data();
    void gestures();
};

namespace {

const QTimeZone kBerlin("Europe/Berlin");
const QTimeZone kNewYork("America/New_York");

shared::EventDraft draft(const QDateTime &from, const QDateTime &to, const QTimeZone &zone)
{
    shared::EventDraft event;
    event.name = u"Event"_s;
    event.start = shared::fromWall(from, zone);
    event.end = shared::fromWall(to, zone);
    return event;
}

QDateTime wall(int month, int day, int hour, int minute = 0)
{
    return {QDate(2026, month, day), QTime(hour, minute), Qt::UTC};
}

}

void WallSpanTest::movesKeepTheWallClock_data()
{
    QTest::addColumn<QDateTime>("to");
    QTest::addColumn<QString>("start");
    QTest::addColumn<QString>("end");
    QTest::newRow("same day") << wall(3, 27, 3) << u"2026-03-27T03:00:00"_s << u"2026-03-27T06:00:00"_s;
    QTest::newRow("into the night of the change")
        << wall(3, 29, 1) << u"2026-03-29T01:00:00"_s << u"2026-03-29T04:00:00"_s;
    QTest::newRow("into the gap") << wall(3, 29, 2) << u"2026-03-29T03:00:00"_s << u"2026-03-29T06:00:00"_s;
    QTest::newRow("into the night that is longer")
        << wall(10, 25, 1) << u"2026-10-25T01:00:00"_s << u"2026-10-25T04:00:00"_s;
}

void WallSpanTest::movesKeepTheWallClock()
{
    QFETCH(const QDateTime, to);
    const auto before = draft(wall(3, 26, 1), wall(3, 26, 4), kBerlin);
    const auto after = broughtTo(before, {to, to.addSecs(3 * 3600), false}, kBerlin);
    QTEST(after.start.wall, "start");
    QTEST(after.end.wall, "end");
    QCOMPARE(after.start.zone, u"Europe/Berlin"_s);
}

void WallSpanTest::anotherZoneKeepsItsOwn()
{
    // 12:00 to 13:00 in New York is 18:00 to 19:00 in Berlin; the clocks change a week apart there.
    const auto before = draft(wall(3, 26, 12), wall(3, 26, 13), kNewYork);
    const WallSpan from = spanOf(before, kBerlin);
    QCOMPARE(from.start, wall(3, 26, 17));
    const auto after = broughtTo(before, {wall(3, 30, 17), wall(3, 30, 18), false}, kBerlin);
    QCOMPARE(after.start.zone, u"America/New_York"_s);
    QCOMPARE(spanOf(after, kBerlin).start, wall(3, 30, 17));
    QCOMPARE(after.start.wall, u"2026-03-30T11:00:00"_s);
    QCOMPARE(after.end.wall, u"2026-03-30T12:00:00"_s);
}

void WallSpanTest::resizeKeepsTheOtherEnd()
{
    const auto before = draft(wall(12, 9, 9), wall(12, 9, 10), kBerlin);
    const auto after = broughtTo(before, {wall(12, 9, 9), wall(12, 9, 11, 30), false}, kBerlin);
    QCOMPARE(after.start, before.start);
    QCOMPARE(after.end.wall, u"2026-12-09T11:30:00"_s);
}

void WallSpanTest::allDayBecomesTimedAndBack()
{
    const auto before = draft(wall(12, 9, 9), wall(12, 9, 10), kBerlin);
    const auto whole = broughtTo(before, daySpan(QDate(2026, 12, 11), QDate(2026, 12, 11)), kBerlin);
    QVERIFY(whole.allDay);
    QCOMPARE(whole.start, shared::fromDate(QDate(2026, 12, 11)));
    QCOMPARE(whole.end, shared::fromDate(QDate(2026, 12, 12)));
    const auto timed = broughtTo(whole, {wall(12, 11, 14), wall(12, 11, 15), false}, kBerlin);
    QVERIFY(!timed.allDay);
    QCOMPARE(timed.start.wall, u"2026-12-11T14:00:00"_s);
    QCOMPARE(timed.end.zone, u"Europe/Berlin"_s);
}

void WallSpanTest::gestures_data()
{
    using Zone = Hit::Zone;
    using Edge = Hit::Edge;
    QTest::addColumn<Hit>("from");
    QTest::addColumn<Hit>("to");
    QTest::addColumn<WallSpan>("span"); // where the event stands; invalid for a new one
    QTest::addColumn<WallSpan>("expected");
    const QDate day(2026, 12, 9);
    const shared::EventId id{QUuid::createUuid()};
    const WallSpan hour{wall(12, 9, 10), wall(12, 9, 11), false};
    const auto grid = [&](QDate date, int minute, Edge edge = Edge::Body) {
        return Hit{Zone::Grid, date, minute, id, edge, false};
    };
    const auto strip = [&](QDate date, Edge edge = Edge::Body) {
        return Hit{Zone::Strip, date, 0, id, edge, false};
    };

    QTest::newRow("create downward") << Hit{.zone = Zone::Grid, .day = day, .minute = 605} << grid(day, 650)
                                     << WallSpan{} << WallSpan{wall(12, 9, 10), wall(12, 9, 11), false};
    QTest::newRow("create upward") << Hit{.zone = Zone::Grid, .day = day, .minute = 605} << grid(day, 550)
                                   << WallSpan{} << WallSpan{wall(12, 9, 9), wall(12, 9, 10, 15), false};
    QTest::newRow("create over days") << Hit{.zone = Zone::Strip, .day = day} << strip(day.addDays(-2))
                                      << WallSpan{} << daySpan(day.addDays(-2), day);
    QTest::newRow("move") << grid(day, 620) << grid(day.addDays(1), 712) << hour
                          << WallSpan{wall(12, 10, 11, 30), wall(12, 10, 12, 30), false};
    QTest::newRow("move to the strip")
        << grid(day, 620) << strip(day.addDays(2)) << hour << daySpan(day.addDays(2), day.addDays(2));
    QTest::newRow("move out of the strip") << strip(day) << grid(day, 605) << daySpan(day, day) << hour;
    QTest::newRow("move a bar") << strip(day.addDays(1)) << strip(day.addDays(3))
                                << daySpan(day, day.addDays(2)) << daySpan(day.addDays(2), day.addDays(4));
    QTest::newRow("resize the end") << grid(day, 658, Edge::End) << grid(day, 743) << hour
                                    << WallSpan{wall(12, 9, 10), wall(12, 9, 12, 30), false};
    QTest::newRow("the end stays behind the start") << grid(day, 658, Edge::End) << grid(day, 300) << hour
                                                    << WallSpan{wall(12, 9, 10), wall(12, 9, 10, 15), false};
    QTest::newRow("resize the start") << grid(day, 602, Edge::Start) << grid(day, 540) << hour
                                      << WallSpan{wall(12, 9, 9), wall(12, 9, 11), false};
    QTest::newRow("resize a bar") << strip(day.addDays(2), Edge::End) << strip(day.addDays(-3))
                                  << daySpan(day, day.addDays(2)) << daySpan(day, day);
    QTest::newRow("resize a bar's start") << strip(day, Edge::Start) << strip(day.addDays(-1))
                                          << daySpan(day, day) << daySpan(day.addDays(-1), day);
}

void WallSpanTest::gestures()
{
    QFETCH(const Hit, from);
    QFETCH(const Hit, to);
    QFETCH(const WallSpan, span);
    QFETCH(const WallSpan, expected);
    const Gesture gesture = from.event.isNull() ? Gesture::create(from) : Gesture::take(from, span);
    const WallSpan reached = gesture.at(to);
    QCOMPARE(reached.start, expected.start);
    QCOMPARE(reached.end, expected.end);
    QCOMPARE(reached.allDay, expected.allDay);
}

QTEST_GUILESS_MAIN(WallSpanTest)
#include "tst_wallspan.moc"
