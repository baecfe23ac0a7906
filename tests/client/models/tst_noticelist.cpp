#include "client/models/noticesentence.h"
#include "tests/client/models/fakenews.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hearth::client;
using namespace hearth::shared;
using namespace hearth::tests;
using namespace Qt::StringLiterals;
using Kind = NoticeChange::Kind;
using What = Notice::What;

namespace {
const UserId kBen{QUuid(u"33333333-0000-4000-8000-000000000001"_s)};
const UserId kAna{QUuid(u"33333333-0000-4000-8000-000000000002"_s)};

Calendar family(qint64 seq)
{
    Calendar calendar;
    calendar.id = CalendarId{QUuid(u"11111111-0000-4000-8000-000000000001"_s)};
    calendar.name = u"Family"_s;
    calendar.seq = seq;
    return calendar;
}

Notice notice(qint64 seq, const QString &name, UserId by = kAna)
{
    Notice result;
    result.calendar = family(0).id;
    result.name = name;
    result.user = by;
    result.username = by == kBen ? u"ben"_s : u"ana"_s;
    result.fromSeq = result.seq = seq;
    result.atMs = seq * 1000;
    return result;
}
}

class TestNotices : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void newestFirstAndOnlyOthers();
    void whatWasThereBeforeIsNotNew();
    void aGrowingBurstStaysOne();
    void seenOnesAreRemembered();
    void longAbsencesArePaged();
    void aFailureIsAskedAgain();
    void leftCalendarsTakeTheirsAlong();
    void sentences_data();
    void sentences();
    void turns();
};

void TestNotices::newestFirstAndOnlyOthers()
{
    FakeNews news;
    NoticeList list(news);
    QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::QtTest);
    list.setSelf(kBen);
    list.restoreSeen({{family(0).id, 1}});
    news.notices = {notice(1, u"one"_s), notice(2, u"mine"_s, kBen), notice(3, u"three"_s)};
    list.setCalendars({family(3)});
    QVERIFY(news.asked.isEmpty());
    list.setOnline(true);
    QCOMPARE(list.rowCount(), 2);
    QCOMPARE(list.at(0).name, u"three"_s);
    QCOMPARE(list.unread(), 1);
    QVERIFY(list.isNew(list.at(0)));
    QVERIFY(!list.isNew(list.at(1)));
}

void TestNotices::whatWasThereBeforeIsNotNew()
{
    FakeNews news;
    NoticeList list(news);
    news.notices = {notice(1, u"one"_s)};
    list.setCalendars({family(1)});
    list.setOnline(true);
    QCOMPARE(list.rowCount(), 1);
    QCOMPARE(list.unread(), 0);
}

void TestNotices::aGrowingBurstStaysOne()
{
    FakeNews news;
    NoticeList list(news);
    list.setCalendars({family(0)});
    list.setOnline(true);
    QSignalSpy changes(&list, &NoticeList::unreadChanged);
    news.notices = {notice(1, u"One"_s)};
    list.touch(family(0).id);
    list.touch(family(0).id);
    QTRY_COMPARE(list.rowCount(), 1);
    QCOMPARE(news.asked.size(), 2); // once at the start, once for both
    news.notices.first().seq = 2;
    news.notices.first().name = u"Two"_s;
    list.touch(family(0).id);
    QTRY_COMPARE(list.at(0).name, u"Two"_s);
    QCOMPARE(list.rowCount(), 1);
    QCOMPARE(list.unread(), 1);
    QVERIFY(changes.size() >= 2);
}

void TestNotices::seenOnesAreRemembered()
{
    FakeNews news;
    news.notices = {notice(1, u"one"_s), notice(2, u"two"_s)};
    NoticeList list(news);
    list.restoreSeen({{family(0).id, 0}});
    list.setCalendars({family(2)});
    list.setOnline(true);
    QCOMPARE(list.unread(), 2);
    list.markSeen();
    QCOMPARE(list.unread(), 0);
    NoticeList next(news);
    next.restoreSeen(news.kept);
    next.setCalendars({family(2)});
    next.setOnline(true);
    QCOMPARE(next.rowCount(), 2);
    QCOMPARE(next.unread(), 0);
}

void TestNotices::longAbsencesArePaged()
{
    FakeNews news;
    news.pageSize = 2;
    for (int seq = 1; seq <= 5; ++seq)
        news.notices.append(notice(seq, QString::number(seq)));
    NoticeList list(news);
    list.restoreSeen({{family(0).id, 3}});
    list.setCalendars({family(5)});
    list.setOnline(true);
    QCOMPARE(list.rowCount(), 5);
    QCOMPARE(list.at(0).name, u"5"_s);
    QCOMPARE(list.unread(), 2);
    QCOMPARE(news.asked, (QList<qint64>{NoticeSink::kLatest, 2, 4}));
}

void TestNotices::aFailureIsAskedAgain()
{
    FakeNews news;
    news.failure = Error{ErrorCode::SnapshotRequired, u"The log begins later."_s};
    NoticeList list(news);
    list.setCalendars({family(1)});
    list.setOnline(true);
    QCOMPARE(list.rowCount(), 0);
    news.failure.reset();
    news.notices = {notice(1, u"one"_s)};
    list.setOnline(false);
    list.setOnline(true);
    QCOMPARE(list.rowCount(), 1);
}

void TestNotices::leftCalendarsTakeTheirsAlong()
{
    FakeNews news;
    news.notices = {notice(1, u"one"_s)};
    NoticeList list(news);
    list.restoreSeen({{family(0).id, 0}});
    list.setCalendars({family(1)});
    list.setOnline(true);
    QCOMPARE(list.unread(), 1);
    list.setCalendars({});
    QCOMPARE(list.rowCount(), 0);
    QCOMPARE(list.unread(), 0);
}

void TestNotices::sentences_data()
{
    QTest::addColumn<int>("what");
    QTest::addColumn<QList<int>>("kinds");
    QTest::addColumn<QString>("deed");
    const auto row = [](const char *tag, What what, const QList<int> &kinds, const QString &deed) {
        QTest::newRow(tag) << int(what) << kinds << deed;
    };
    row("added", What::EventCreated, {}, u"added “Dinner”"_s);
    row("moved", What::EventUpdated, {int(Kind::Start), int(Kind::End)}, u"moved “Dinner”"_s);
    row("answered", What::EventUpdated, {int(Kind::Answer)}, u"answered “Dinner”"_s);
    row("renamed", What::EventUpdated, {int(Kind::Title)}, u"renamed “Dinner”"_s);
    row("several", What::EventUpdated, {int(Kind::Title), int(Kind::Start)}, u"changed “Dinner”"_s);
    row("nothing told", What::EventUpdated, {}, u"changed “Dinner”"_s);
    row("deleted", What::EventDeleted, {}, u"deleted “Dinner”"_s);
}

void TestNotices::sentences()
{
    QFETCH(const int, what);
    QFETCH(const QList<int>, kinds);
    QFETCH(const QString, deed);
    Notice told = notice(1, u"Dinner"_s);
    told.what = What(what);
    for (const int kind : kinds)
        told.changes.append({Kind(kind), {}, {}});
    QCOMPARE(NoticeSentence(QTimeZone::utc()).deed(told), deed);
}

void TestNotices::turns()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    Notice told = notice(1, u"Dinner"_s);
    told.changes = {{Kind::Start, u"2026-12-13T13:00:00Z"_s, u"2026-12-12"_s},
                    {Kind::End, u"2026-12-13T14:00:00Z"_s, u"2026-12-13"_s},
                    {Kind::Answer, u"none"_s, u"maybe"_s, u"Dan"_s},
                    {Kind::Other, {}, {}}};
    const auto turns = NoticeSentence(QTimeZone("Europe/Berlin")).turns(told);
    QCOMPARE(turns.size(), 2);
    QCOMPARE(turns.at(0).before, u"Sun 13 Dec, 14:00"_s);
    QCOMPARE(turns.at(0).after, u"Sat 12 Dec"_s);
    QCOMPARE(turns.at(1).before, QString());
    QCOMPARE(turns.at(1).after, u"Dan: maybe"_s);
}

QTEST_GUILESS_MAIN(TestNotices)
#include "tst_noticelist.moc"
