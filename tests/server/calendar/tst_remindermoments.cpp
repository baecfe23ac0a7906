#include "server/calendar/reminders/remindermoments.h"
#include "shared/domain/zonedtime.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace hearth;
using server::calendar::ReminderMoments;
using shared::Event;

namespace {
qint64 utc(const QString &text) { return QDateTime::fromString(text, Qt::ISODate).toMSecsSinceEpoch(); }

Event timed(const QString &wall, const QString &zone, const QString &recurrence = {})
{
    Event event;
    event.start = shared::fromWall(QDateTime::fromString(wall + u'Z', Qt::ISODate), QTimeZone(zone.toUtf8()));
    event.end = shared::fromUtc(event.start.utcMs + 3'600'000, QTimeZone(zone.toUtf8()));
    event.recurrence = recurrence;
    return event;
}

Event allDay(const QDate &date, const QString &recurrence = {})
{
    Event event;
    event.allDay = true;
    event.start = shared::fromDate(date);
    event.end = shared::fromDate(date.addDays(1));
    event.recurrence = recurrence;
    return event;
}
}
Q_DECLARE_METATYPE(hearth::shared::Event)

/// When reminders are due.
class TestReminderMoments : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void thinsOutSeconds();
    void boundsItsWork();
};

void TestReminderMoments::finds_data()
{
    QTest::addColumn<Event>("event");
    QTest::addColumn<QString>("zone");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("until");
    QTest::addColumn<QList<int>>("minutes");
    QTest::addColumn<QStringList>("due");
    QTest::addColumn<QString>("next");
    const QString berlin = u"Europe/Berlin"_s;
    QTest::newRow("once") << timed(u"2027-03-01T19:00:00"_s, berlin) << berlin << u"2027-03-01T17:00:00Z"_s
                          << u"2027-03-01T17:50:00Z"_s << QList<int>{10, 30}
                          << QStringList{u"2027-03-01T17:30:00Z"_s, u"2027-03-01T17:50:00Z"_s} << QString();
    QTest::newRow("only what is after")
        << timed(u"2027-03-01T19:00:00"_s, berlin) << berlin << u"2027-03-01T17:30:00Z"_s
        << u"2027-03-01T17:49:59Z"_s << QList<int>{10, 30} << QStringList() << u"2027-03-01T17:50:00Z"_s;
    // The clocks go forward on 28 March at 2:00.
    QTest::newRow("a day before, over the change of clocks")
        << timed(u"2027-03-28T19:00:00"_s, berlin) << berlin << u"2027-03-27T00:00:00Z"_s
        << u"2027-03-27T18:00:00Z"_s << QList<int>{1440} << QStringList{u"2027-03-27T17:00:00Z"_s}
        << QString();
    QTest::newRow("weekly over the change of clocks")
        << timed(u"2027-03-21T19:00:00"_s, berlin, u"RRULE:FREQ=WEEKLY"_s) << berlin
        << u"2027-03-21T00:00:00Z"_s << u"2027-03-29T00:00:00Z"_s << QList<int>{10}
        << QStringList{u"2027-03-21T17:50:00Z"_s, u"2027-03-28T16:50:00Z"_s} << u"2027-04-04T16:50:00Z"_s;
    QTest::newRow("all day in the east")
        << allDay({2027, 5, 1}) << u"Pacific/Auckland"_s << u"2027-04-30T11:00:00Z"_s
        << u"2027-04-30T12:00:00Z"_s << QList<int>{0, 60} << QStringList{u"2027-04-30T12:00:00Z"_s}
        << QString();
    QTest::newRow("all day in the west, daily")
        << allDay({2027, 1, 1}, u"RRULE:FREQ=DAILY"_s) << u"Pacific/Honolulu"_s << u"2027-06-01T00:00:00Z"_s
        << u"2027-06-02T10:00:00Z"_s << QList<int>{0}
        << QStringList{u"2027-06-01T10:00:00Z"_s, u"2027-06-02T10:00:00Z"_s} << u"2027-06-03T10:00:00Z"_s;
    QTest::newRow("all day where midnight does not exist")
        << allDay({2026, 3, 29}) << u"Asia/Beirut"_s << u"2026-03-28T00:00:00Z"_s << u"2026-03-29T00:00:00Z"_s
        << QList<int>{0} << QStringList{u"2026-03-28T22:00:00Z"_s} << QString();
    QTest::newRow("an end") << timed(u"2027-03-01T19:00:00"_s, berlin, u"RRULE:FREQ=DAILY;COUNT=2"_s)
                            << berlin << u"2027-03-02T17:50:00Z"_s << u"2027-03-05T00:00:00Z"_s
                            << QList<int>{10} << QStringList() << QString();
    QTest::newRow("taken out") << timed(u"2027-03-01T19:00:00"_s, berlin,
                                        u"RRULE:FREQ=DAILY\nEXDATE:20270302T190000"_s)
                               << berlin << u"2027-03-01T18:00:00Z"_s << u"2027-03-03T17:50:00Z"_s
                               << QList<int>{10} << QStringList{u"2027-03-03T17:50:00Z"_s}
                               << u"2027-03-04T17:50:00Z"_s;
    Event floating = timed(u"2027-03-01T19:00:00"_s, u"UTC"_s);
    floating.floating = true;
    floating.start.zone.clear();
    QTest::newRow("floating") << floating << u"America/New_York"_s << u"2027-03-01T00:00:00Z"_s
                              << u"2027-03-02T00:00:00Z"_s << QList<int>{60}
                              << QStringList{u"2027-03-01T23:00:00Z"_s} << QString();
}

void TestReminderMoments::finds()
{
    QFETCH(Event, event);
    QFETCH(QString, zone);
    QFETCH(QString, after);
    QFETCH(QString, until);
    QFETCH(QList<int>, minutes);
    QFETCH(QStringList, due);
    QFETCH(QString, next);
    const ReminderMoments moments(event, QTimeZone(zone.toUtf8()));
    const auto found = moments.between(utc(after), utc(until), minutes);
    QVERIFY(found);
    QStringList texts;
    for (const auto &each : *found)
        texts.append(shared::formatUtc(each.dueMs));
    QCOMPARE(texts, due);
    const auto following = moments.next(utc(until), minutes);
    QVERIFY(following);
    QCOMPARE(*following ? shared::formatUtc(**following) : QString(), next);
}

void TestReminderMoments::thinsOutSeconds()
{
    const ReminderMoments moments(timed(u"2027-03-01T19:00:00"_s, u"UTC"_s, u"RRULE:FREQ=SECONDLY"_s),
                                  QTimeZone::utc());
    const auto found = moments.between(utc(u"2027-03-01T19:30:00Z"_s), utc(u"2027-03-01T19:34:59Z"_s), {0});
    QVERIFY(found);
    QCOMPARE(found->size(), 5);
    const auto many = moments.between(utc(u"2027-03-01T19:30:00Z"_s), utc(u"2027-03-01T20:30:00Z"_s), {0});
    QVERIFY(many);
    QCOMPARE(many->size(), ReminderMoments::kMost);
}

void TestReminderMoments::boundsItsWork()
{
    const ReminderMoments moments(
        timed(u"2027-03-01T19:00:00"_s, u"UTC"_s, u"RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"_s),
        QTimeZone::utc());
    QList<int> minutes;
    for (int i = 0; i < 200; ++i)
        minutes.append(i);
    QElapsedTimer timer;
    timer.start();
    const auto next = moments.next(utc(u"2027-03-02T00:00:00Z"_s), minutes);
    QVERIFY(!next || !*next);
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_GUILESS_MAIN(TestReminderMoments)
#include "tst_remindermoments.moc"
