#include "tests/client/models/faketalk.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace hearth::client;
using namespace hearth::shared;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

namespace {
const CalendarId kFamily{QUuid(u"11111111-0000-4000-8000-000000000001"_s)};
const EventId kDinner{QUuid(u"22222222-0000-4000-8000-000000000001"_s)};
const UserId kBen{QUuid(u"33333333-0000-4000-8000-000000000001"_s)};
const UserId kAna{QUuid(u"33333333-0000-4000-8000-000000000002"_s)};

QStringList textsOf(const Conversation &conversation)
{
    QStringList texts;
    for (int row = 0; row < conversation.rowCount(); ++row)
        texts.append(conversation.at(row).text);
    return texts;
}
}

class TestConversations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void pagesUpwards();
    void postsInOrder();
    void waitsForTheConnection();
    void refusedCanBeTriedAgainOrThrownAway();
    void survivesARestart();
    void ownFrameIsNotASecondMessage();
    void newOnesAreCountedUntilSeen();
    void theLineStandsAboveWhatIsNew();
    void anEventsTalkIsPartOfTheCalendars();
    void changesAndDeletionsKeepTheirPlace();
    void mentionsOfOneself();
    void failureSaysWhyAndRecovers();

private:
    Message said(qint64 seq, const QString &text, UserId by = kAna, EventId event = {})
    {
        Message message;
        message.id = MessageId{QUuid::createUuid()};
        message.calendar = kFamily;
        message.event = event;
        message.seq = seq;
        message.user = by;
        message.username = by == kBen ? u"ben"_s : u"ana"_s;
        message.text = text;
        message.atMs = seq * 60'000;
        return message;
    }
    Conversation &family() { return m_talk->of({kFamily, {}}); }

    std::unique_ptr<FakeTalk> m_sink;
    std::unique_ptr<Conversations> m_talk;
};

void TestConversations::init()
{
    m_sink = std::make_unique<FakeTalk>();
    m_talk = std::make_unique<Conversations>(*m_sink, u"ben"_s);
    m_talk->setSelf(kBen);
}

void TestConversations::pagesUpwards()
{
    for (int seq = 1; seq <= 5; ++seq)
        m_sink->kept.append(said(seq, QString::number(seq)));
    m_sink->pageSize = 2;
    QAbstractItemModelTester tester(&family(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_talk->open({kFamily, {}});
    QCOMPARE(textsOf(family()), (QStringList{u"4"_s, u"5"_s}));
    QVERIFY(family().hasOlder());
    m_talk->openOlder({kFamily, {}});
    m_talk->openOlder({kFamily, {}});
    QCOMPARE(textsOf(family()), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s}));
    QVERIFY(!family().hasOlder());
    m_talk->openOlder({kFamily, {}});
    QCOMPARE(m_sink->calls, (QStringList{u"page 0"_s, u"page 4"_s, u"page 2"_s}));
}

void TestConversations::postsInOrder()
{
    m_talk->setOnline(true);
    m_talk->open({kFamily, {}});
    m_talk->post({kFamily, {}}, u"one"_s);
    m_talk->post({kFamily, {}}, u"two"_s);
    QCOMPARE(textsOf(family()), (QStringList{u"one"_s, u"two"_s}));
    QVERIFY(family().at(0).waits());
    QCOMPARE(m_sink->posting.size(), 1);
    m_sink->accept(kBen, u"ben"_s);
    QVERIFY(!family().at(0).waits());
    QCOMPARE(m_sink->posting.size(), 1);
    m_sink->accept(kBen, u"ben"_s);
    QCOMPARE(textsOf(family()), (QStringList{u"one"_s, u"two"_s}));
    QVERIFY(m_sink->waitingKept.isEmpty());
}

void TestConversations::waitsForTheConnection()
{
    m_talk->post({kFamily, {}}, u"one"_s);
    QVERIFY(m_sink->posting.isEmpty());
    QCOMPARE(m_sink->waitingKept.size(), 1);
    m_talk->setOnline(true);
    const QByteArray key = m_sink->posting.first().message.key;
    m_sink->refuse(ErrorCode::Unavailable, u"No way there."_s);
    m_talk->setOnline(false);
    m_talk->setOnline(true);
    // The same key: if the first did arrive, it is one message all the same.
    QCOMPARE(m_sink->posting.first().message.key, key);
    QVERIFY(family().at(0).problem.isEmpty());
}

void TestConversations::refusedCanBeTriedAgainOrThrownAway()
{
    m_talk->setOnline(true);
    m_talk->post({kFamily, {}}, u"one"_s);
    m_talk->post({kFamily, {}}, u"two"_s);
    m_sink->refuse(ErrorCode::Forbidden, u"You may not."_s);
    QCOMPARE(family().at(0).problem, u"You may not."_s);
    QCOMPARE(m_sink->posting.size(), 1); // the next one goes on
    m_sink->accept(kBen, u"ben"_s);
    QCOMPARE(textsOf(family()), (QStringList{u"two"_s, u"one"_s}));
    const QByteArray key = family().at(1).key;
    m_talk->retry(key);
    QCOMPARE(m_sink->posting.first().message.key, key);
    m_sink->refuse(ErrorCode::Forbidden, u"You may not."_s);
    m_talk->discard(key);
    QCOMPARE(textsOf(family()), QStringList{u"two"_s});
    QVERIFY(m_sink->waitingKept.isEmpty());
}

void TestConversations::survivesARestart()
{
    m_talk->post({kFamily, kDinner}, u"I bring bread"_s);
    Conversations next(*m_sink, u"ben"_s);
    next.setSelf(kBen);
    next.restore(m_sink->waitingKept);
    next.setOnline(true);
    QCOMPARE(m_sink->posting.first().message.thread, (Thread{kFamily, kDinner}));
    QCOMPARE(textsOf(next.of({kFamily, {}})), QStringList{u"I bring bread"_s});
}

void TestConversations::ownFrameIsNotASecondMessage()
{
    m_talk->setOnline(true);
    m_talk->open({kFamily, {}});
    m_talk->post({kFamily, {}}, u"one"_s);
    m_talk->take(said(1, u"one"_s, kBen), true); // the room hears it before the answer comes
    QCOMPARE(family().rowCount(), 1);
    m_sink->accept(kBen, u"ben"_s);
    QCOMPARE(family().rowCount(), 1);
    QCOMPARE(m_talk->unreadEverywhere(), 0);
}

void TestConversations::newOnesAreCountedUntilSeen()
{
    m_sink->kept = {said(1, u"hello"_s)};
    m_sink->unread = {{{kFamily, {}}, 1, 0}};
    m_talk->setOnline(true);
    QCOMPARE(m_talk->unread({kFamily, {}}), 1);
    QSignalSpy changes(m_talk.get(), &Conversations::unreadChanged);
    m_talk->take(said(2, u"are you there?"_s), true);
    QCOMPARE(m_talk->unread({kFamily, {}}), 2);
    m_sink->kept.append(said(2, u"are you there?"_s));
    m_talk->open({kFamily, {}});
    QCOMPARE(m_talk->unreadEverywhere(), 2); // read is what somebody looks at
    m_talk->watch({kFamily, {}});
    QCOMPARE(m_talk->unreadEverywhere(), 0);
    QCOMPARE(m_sink->calls.last(), u"read 2"_s);
    m_talk->take(said(3, u"…"_s), true);
    QCOMPARE(m_talk->unreadEverywhere(), 0);
    QCOMPARE(m_sink->calls.last(), u"read 3"_s);
    QVERIFY(changes.size() >= 2);
}

void TestConversations::theLineStandsAboveWhatIsNew()
{
    m_sink->kept = {said(1, u"a"_s), said(2, u"mine"_s, kBen), said(3, u"b"_s), said(4, u"c"_s)};
    m_sink->unread = {{{kFamily, {}}, 2, 0}};
    m_talk->setOnline(true);
    m_talk->watch({kFamily, {}});
    QCOMPARE(family().firstNewRow(), -1);
    m_talk->open({kFamily, {}});
    QCOMPARE(family().firstNewRow(), 2);
    m_talk->take(said(5, u"d"_s), true);
    QCOMPARE(family().firstNewRow(), 2); // what comes while one looks moves nothing
    m_talk->post({kFamily, {}}, u"yes"_s);
    QCOMPARE(family().firstNewRow(), -1);
}

void TestConversations::anEventsTalkIsPartOfTheCalendars()
{
    m_sink->kept = {said(1, u"hello"_s), said(2, u"I bring bread"_s, kAna, kDinner)};
    m_sink->unread = {{{kFamily, {}}, 1, 0}, {{kFamily, kDinner}, 1, 0}};
    m_talk->setOnline(true);
    QCOMPARE(m_talk->unread({kFamily, {}}), 2);
    QCOMPARE(m_talk->unread({kFamily, kDinner}), 1);
    m_talk->open({kFamily, kDinner});
    m_talk->watch({kFamily, kDinner});
    QCOMPARE(textsOf(m_talk->of({kFamily, kDinner})), QStringList{u"I bring bread"_s});
    QCOMPARE(m_talk->unread({kFamily, {}}), 1);
    QCOMPARE(m_sink->calls.last(), u"read 2 of an event"_s);
    m_talk->open({kFamily, {}});
    QCOMPARE(family().rowCount(), 2);
}

void TestConversations::changesAndDeletionsKeepTheirPlace()
{
    m_sink->kept = {said(1, u"a"_s, kBen), said(2, u"b"_s)};
    m_talk->open({kFamily, {}});
    Message changed = m_sink->kept.first();
    changed.text = u"A"_s;
    changed.editedMs = 1;
    changed.seq = 7; // a change's own
    m_talk->take(changed, false);
    QCOMPARE(textsOf(family()), (QStringList{u"A"_s, u"b"_s}));
    bool done = false;
    m_talk->remove(family().at(0), [&done](const Outcome &outcome) { done = outcome.ok(); });
    QVERIFY(done);
    QVERIFY(family().at(0).deleted);
    Message unknown = said(3, u"of long ago"_s);
    unknown.deleted = true;
    m_talk->take(unknown, false);
    QCOMPARE(family().rowCount(), 2);
}

void TestConversations::mentionsOfOneself()
{
    Message message = said(1, u"@ben, come"_s);
    QVERIFY(!m_talk->namesMe(message));
    message.mentions = {{kAna, u"ana"_s}, {kBen, u"ben"_s}};
    QVERIFY(m_talk->namesMe(message));
    QVERIFY(!m_talk->isMine(message));
}

void TestConversations::failureSaysWhyAndRecovers()
{
    m_sink->failure = Error{ErrorCode::Unavailable, u"No way there."_s};
    m_talk->open({kFamily, {}});
    QCOMPARE(family().state(), Conversation::State::Failed);
    QCOMPARE(family().problem(), u"No way there."_s);
    m_sink->failure.reset();
    m_sink->kept = {said(1, u"hello"_s)};
    m_talk->setOnline(true);
    QCOMPARE(family().state(), Conversation::State::Ready);
    QCOMPARE(family().rowCount(), 1);
}

QTEST_GUILESS_MAIN(TestConversations)
#include "tst_conversations.moc"
