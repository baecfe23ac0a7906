#include "client/ui/dialogs/eventform.h"
#include "client/ui/dialogs/eventtext.h"

#include <QTest>
#include <QTranslator>

using namespace hearth;
using namespace hearth::client::ui;
using namespace Qt::StringLiterals;
using Problem = EventForm::Problem;

namespace {
const QTimeZone &berlin()
{
    static const QTimeZone zone("Europe/Berlin");
    return zone;
}

const QTimeZone &lisbon()
{
    static const QTimeZone zone("Europe/Lisbon");
    return zone;
}

EventForm dinner()
{
    EventForm form;
    form.name = u"Dinner"_s;
    form.startDate = form.endDate = QDate(2026, 12, 10);
    form.startTime = QTime(19, 0);
    form.endTime = QTime(21, 0);
    form.startZone = form.endZone = berlin();
    return form;
}

shared::EventDraft timed(const QDateTime &start, const QDateTime &end)
{
    shared::EventDraft draft;
    draft.name = u"Dinner"_s;
    draft.start = shared::fromWall(start, berlin());
    draft.end = shared::fromWall(end, berlin());
    return draft;
}
}

class TestEventForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void problems_data();
    void problems();
    void movingTheStartKeepsTheLength_data();
    void movingTheStartKeepsTheLength();
    void repairs();
    void zonesCount();
    void roundTrip();
    void allDayIsInclusive();
    void untouchedSecondHourOfAutumnStays();
    void springGapMovesForward();
    void texts_data();
    void texts();

private:
    QTranslator m_english;
};

void TestEventForm::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QVERIFY(m_english.load(QStringLiteral(HEARTH_MESSAGES)));
    QCoreApplication::installTranslator(&m_english);
}

void TestEventForm::problems_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("allDay");
    QTest::addColumn<QDate>("endDate");
    QTest::addColumn<QTime>("endTime");
    QTest::addColumn<int>("problem");
    const QDate day(2026, 12, 10);
    const QString dinner = u"Dinner"_s;
    const auto row = [](const char *tag) -> QTestData & { return QTest::newRow(tag); };
    row("fine") << dinner << false << day << QTime(21, 0) << int(Problem::None);
    row("no name") << u"  "_s << false << day << QTime(21, 0) << int(Problem::NoName);
    row("255 characters") << QString(255, u'x') << false << day << QTime(21, 0) << int(Problem::None);
    row("256 characters") << QString(256, u'x') << false << day << QTime(21, 0) << int(Problem::TooLongName);
    row("255 faces") << u"🙂"_s.repeated(255) << false << day << QTime(21, 0) << int(Problem::None);
    row("ends at its start") << dinner << false << day << QTime(19, 0) << int(Problem::EndBeforeStart);
    row("ends before") << dinner << false << day << QTime(18, 45) << int(Problem::EndBeforeStart);
    row("past midnight") << dinner << false << day.addDays(1) << QTime(1, 0) << int(Problem::None);
    row("six years") << dinner << false << day.addYears(6) << QTime(21, 0) << int(Problem::TooLong);
    row("one whole day") << dinner << true << day << QTime(9, 0) << int(Problem::None);
    row("whole days backwards") << dinner << true << day.addDays(-1) << QTime(9, 0)
                                << int(Problem::EndBeforeStart);
}

void TestEventForm::problems()
{
    QFETCH(const QString, name);
    QFETCH(const bool, allDay);
    QFETCH(const QDate, endDate);
    QFETCH(const QTime, endTime);
    QFETCH(const int, problem);
    EventForm form = dinner();
    form.name = name;
    form.allDay = allDay;
    form.endDate = endDate;
    form.endTime = endTime;
    QCOMPARE(int(form.problem()), problem);
    // What the form lets through, the rules of the domain let through.
    QCOMPARE(shared::checkDraft(form.toDraft({})).ok(), problem == int(Problem::None));
}

void TestEventForm::movingTheStartKeepsTheLength_data()
{
    QTest::addColumn<QDate>("toDate");
    QTest::addColumn<QTime>("toTime");
    QTest::addColumn<QDate>("endDate");
    QTest::addColumn<QTime>("endTime");
    QTest::newRow("same day") << QDate(2026, 12, 10) << QTime(8, 30) << QDate(2026, 12, 10) << QTime(10, 30);
    QTest::newRow("over midnight") << QDate(2026, 12, 10) << QTime(23, 0) << QDate(2026, 12, 11)
                                   << QTime(1, 0);
    QTest::newRow("over the spring gap")
        << QDate(2027, 3, 28) << QTime(1, 30) << QDate(2027, 3, 28) << QTime(4, 30);
}

void TestEventForm::movingTheStartKeepsTheLength()
{
    QFETCH(const QDate, toDate);
    QFETCH(const QTime, toTime);
    QFETCH(const QDate, endDate);
    QFETCH(const QTime, endTime);
    EventForm form = dinner();
    form.moveStart(toDate, toTime);
    QCOMPARE(form.minutes(), 120);
    QCOMPARE(form.endDate, endDate);
    QCOMPARE(form.endTime, endTime);
}

void TestEventForm::repairs()
{
    EventForm form = dinner();
    form.startTime = QTime(23, 30);
    form.repairEnd();
    QCOMPARE(form.endDate, QDate(2026, 12, 11));
    QCOMPARE(form.endTime, QTime(0, 30));
    form.allDay = true;
    form.endDate = QDate(2026, 12, 1);
    form.repairEnd();
    QCOMPARE(form.endDate, form.startDate);
    QCOMPARE(form.problem(), Problem::None);
}

void TestEventForm::zonesCount()
{
    EventForm form = dinner();
    form.endZone = lisbon(); // an hour behind
    form.endTime = QTime(18, 30);
    QCOMPARE(form.minutes(), 30);
    QCOMPARE(form.toDraft({}).end.zone, u"Europe/Lisbon"_s);
}

void TestEventForm::roundTrip()
{
    shared::EventDraft draft = timed(QDateTime(QDate(2026, 12, 10), QTime(19, 0), Qt::UTC),
                                     QDateTime(QDate(2026, 12, 10), QTime(21, 0), Qt::UTC));
    draft.end = shared::fromUtc(draft.end.utcMs, lisbon());
    draft.location = u"Birkenweg 12"_s;
    draft.categories = {u"family"_s};
    draft.reminders = {10};
    draft.participants = {{{}, u"Ana"_s, shared::Answer::Maybe}};
    QCOMPARE(EventForm::fromDraft(draft, berlin()).toDraft(draft), draft);
}

void TestEventForm::allDayIsInclusive()
{
    shared::EventDraft draft;
    draft.name = u"Weekend"_s;
    draft.allDay = true;
    draft.start = shared::fromDate(QDate(2026, 12, 12));
    draft.end = shared::fromDate(QDate(2026, 12, 14));
    const EventForm form = EventForm::fromDraft(draft, berlin());
    QCOMPARE(form.endDate, QDate(2026, 12, 13));
    QCOMPARE(form.toDraft(draft), draft);
}

void TestEventForm::untouchedSecondHourOfAutumnStays()
{
    // 02:30 comes twice on 25 October 2026; this is the second.
    shared::EventDraft draft;
    draft.name = u"Night shift"_s;
    const qint64 second = QDateTime(QDate(2026, 10, 25), QTime(1, 30), Qt::UTC).toMSecsSinceEpoch();
    draft.start = shared::fromUtc(second, berlin());
    draft.end = shared::fromUtc(second + 3'600'000, berlin());
    EventForm form = EventForm::fromDraft(draft, berlin());
    form.name = u"Night shift, Ben"_s;
    QCOMPARE(form.toDraft(draft).start, draft.start);
}

void TestEventForm::springGapMovesForward()
{
    EventForm form = dinner();
    form.startDate = form.endDate = QDate(2027, 3, 28);
    form.startTime = QTime(2, 30);
    form.endTime = QTime(4, 0);
    const shared::EventDraft draft = form.toDraft({});
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(draft.start.utcMs, berlin()).time(), QTime(3, 30));
}

void TestEventForm::texts_data()
{
    QTest::addColumn<QDateTime>("start");
    QTest::addColumn<QDateTime>("end");
    QTest::addColumn<QString>("when");
    QTest::addColumn<QString>("length");
    const auto at = [](int day, int hour, int minute) {
        return QDateTime(QDate(2026, 12, day), QTime(hour, minute), Qt::UTC);
    };
    QTest::newRow("one day") << at(10, 19, 0) << at(10, 21, 0) << u"Thursday 10 December, 19:00 – 21:00"_s
                             << u"2 hours"_s;
    QTest::newRow("an hour and more") << at(10, 19, 0) << at(10, 20, 30)
                                      << u"Thursday 10 December, 19:00 – 20:30"_s << u"1 hour 30 minutes"_s;
    QTest::newRow("over midnight") << at(10, 22, 0) << at(11, 1, 0)
                                   << u"Thursday 10 December, 22:00 – Friday 11 December, 01:00"_s
                                   << u"3 hours"_s;
    QTest::newRow("days") << at(10, 22, 0) << at(12, 22, 0)
                          << u"Thursday 10 December, 22:00 – Saturday 12 December, 22:00"_s << u"2 days"_s;
}

void TestEventForm::texts()
{
    QFETCH(const QDateTime, start);
    QFETCH(const QDateTime, end);
    QFETCH(QString, when);
    QFETCH(const QString, length);
    const shared::EventDraft draft = timed(start, end);
    when.replace(u" – "_s, u"\u00a0–\u2060\u00a0"_s);
    QCOMPARE(whenText(draft, berlin()), when);
    QCOMPARE(lengthText(draft), length);
}

QTEST_GUILESS_MAIN(TestEventForm)
#include "tst_eventform.moc"
