#include "client/models/reminderscheduler.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/window/remindercard.h"
#include "tests/client/ui/uitest.h"

#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace hearth;
using namespace hearth::client;
using namespace hearth::client::ui;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

class TestReminderCard : public UiTest {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void saysWhatWhenAndWhere();
    void theOneThatBeginsFirstIsOnTop();
    void closingShowsTheNext();
    void escapeCloses();
    void opens();
    void snoozes_data();
    void snoozes();
    void claims();
    void refusedClaimStays();
    void nobodyElseToClaimFrom();
    void staysInTheCorner();
    void wordsFollowTheMinute();

private:
    Reminder remind(const QString &name, int day);
    template <class Widget> Widget *find(const QString &name) { return shown<Widget>(*m_host, name); }

    std::unique_ptr<QWidget> m_host;
    ReminderCard *m_card = nullptr;
};

void TestReminderCard::init()
{
    prepare();
    home().workspace.reminders().start({});
    m_host = std::make_unique<QWidget>();
    m_host->resize(900, 600);
    m_card = new ReminderCard(home().december.theme, home().workspace, home().december.clock, m_host.get());
    m_host->show();
}

void TestReminderCard::cleanup()
{
    m_host.reset();
    tearDown();
}

Reminder TestReminderCard::remind(const QString &name, int day)
{
    const Reminder reminder = reminderOf(home().december, name, day, 30);
    home().workspace.reminders().takeLive(reminder);
    return reminder;
}

void TestReminderCard::saysWhatWhenAndWhere()
{
    QVERIFY(!m_card->isVisible());
    const Reminder reminder = reminderOf(home().december, u"Football training"_s, 9, 30);
    home().december.clock.advance(reminder.dueMs - home().december.clock.nowMs());
    remind(u"Football training"_s, 9);
    QVERIFY(m_card->isVisible());
    QVERIFY(find<QLabel>(u"Football training at 17:00"_s));
    QVERIFY(find<QLabel>(u"in 30 minutes, Sports ground"_s));
    QCOMPARE(m_card->accessibleName(), u"Reminder: Football training at 17:00"_s);
}

void TestReminderCard::theOneThatBeginsFirstIsOnTop()
{
    remind(u"Dinner with Oma"_s, 10);
    remind(u"Football training"_s, 9);
    QVERIFY(find<QLabel>(u"Football training at 17:00"_s));
    QVERIFY(find<QLabel>(u"1 more"_s));
}

void TestReminderCard::closingShowsTheNext()
{
    remind(u"Dinner with Oma"_s, 10);
    remind(u"Football training"_s, 9);
    find<IconButton>(u"Close the reminder"_s)->click();
    QVERIFY(find<QLabel>(u"Dinner with Oma tomorrow at 19:00"_s));
    QVERIFY(!find<QLabel>(u"1 more"_s));
    find<IconButton>(u"Close the reminder"_s)->click();
    QVERIFY(!m_card->isVisible());
}

void TestReminderCard::escapeCloses()
{
    remind(u"Football training"_s, 9);
    QTest::keyClick(m_card, Qt::Key_Escape);
    QVERIFY(!m_card->isVisible());
}

void TestReminderCard::opens()
{
    QSignalSpy open(m_card, &ReminderCard::openWanted);
    const Reminder reminder = remind(u"Football training"_s, 9);
    find<QPushButton>(u"Open"_s)->click();
    QCOMPARE(open.size(), 1);
    QCOMPARE(open.first().first().value<shared::EventId>(), reminder.key.event);
    QVERIFY(!m_card->isVisible());
}

void TestReminderCard::snoozes_data()
{
    QTest::addColumn<int>("action");
    QTest::addColumn<qint64>("minutes"); // -1: until it begins
    QTest::newRow("five minutes") << 0 << qint64(5);
    QTest::newRow("ten minutes") << 1 << qint64(10);
    QTest::newRow("an hour") << 2 << qint64(60);
    QTest::newRow("when it begins") << 3 << qint64(-1);
}

void TestReminderCard::snoozes()
{
    QFETCH(const int, action);
    QFETCH(const qint64, minutes);
    QString log;
    connect(&home().workspace.reminders(), &ReminderScheduler::logChanged, m_card,
            [&log](const QString &changed) { log = changed; });
    const Reminder reminder = remind(u"Football training"_s, 9);
    find<QPushButton>(u"Again in 10 minutes"_s)->menu()->actions().at(action)->trigger();
    QVERIFY(!m_card->isVisible());
    QCOMPARE(ReminderLog::fromText(log).snoozed().value(reminder.key),
             minutes < 0 ? reminder.startMs : home().december.clock.nowMs() + minutes * 60'000);
}

void TestReminderCard::claims()
{
    QSignalSpy said(m_card, &ReminderCard::said);
    remind(u"Football training"_s, 9);
    find<QPushButton>(u"I’ve got it"_s)->click();
    QCOMPARE(home().workspace.calls, QStringList{u"claim Football training"_s});
    QVERIFY(!m_card->isVisible());
    QCOMPARE(said.size(), 1);
}

void TestReminderCard::refusedClaimStays()
{
    QSignalSpy said(m_card, &ReminderCard::said);
    home().workspace.answer = shared::Error{shared::ErrorCode::Conflict, u"ben has got it already."_s};
    remind(u"Football training"_s, 9);
    find<QPushButton>(u"I’ve got it"_s)->click();
    QVERIFY(m_card->isVisible());
    QCOMPARE(said.first().first().toString(), u"ben has got it already."_s);
}

void TestReminderCard::nobodyElseToClaimFrom()
{
    const auto calendar = home().december.item(u"Football training"_s, 9).calendar;
    home().workspace.members().setMembers(calendar, home().workspace.members().membersOf(calendar).mid(0, 1));
    remind(u"Football training"_s, 9);
    QVERIFY(!find<QPushButton>(u"I’ve got it"_s));
}

void TestReminderCard::staysInTheCorner()
{
    remind(u"Football training"_s, 9);
    const auto inside = [this] { return m_host->rect().contains(m_card->geometry().center()); };
    QVERIFY(inside());
    m_host->resize(500, 400);
    QVERIFY(inside());
    const int margin = home().december.theme.theme().measures().shadowMargin;
    QVERIFY(m_card->geometry().right() - margin < m_host->width());
    QVERIFY(m_card->geometry().left() + margin >= 0);
}

void TestReminderCard::wordsFollowTheMinute()
{
    const Reminder reminder = remind(u"Football training"_s, 9);
    home().december.clock.advance(reminder.startMs - 20 * 60'000 - home().december.clock.nowMs());
    remind(u"Dinner with Oma"_s, 10);
    QVERIFY(find<QLabel>(u"in 20 minutes, Sports ground"_s));
}

QTEST_MAIN(TestReminderCard)
#include "tst_remindercard.moc"
