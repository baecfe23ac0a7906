#include "client/models/conversations.h"
#include "client/ui/conversation/messagefield.h"
#include "client/ui/conversation/messagerow.h"
#include "client/ui/views/viewstack.h"
#include "client/ui/window/calendarpage.h"
#include "client/ui/window/mainwindow.h"
#include "client/ui/window/sidepanel.h"
#include "tests/client/ui/uitest.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace hearth;
using namespace hearth::client;
using namespace hearth::client::ui;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

/// Conversation and answers as a person meets them: through the window.
class TestTalk : public UiTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { prepare(); }
    void cleanup()
    {
        m_window.reset();
        tearDown();
    }

    void showsWhatIsNewAndReadsIt();
    void enterSends();
    void offlineIsKeptAndSaidSo();
    void atCompletesNames();
    void arrowUpChangesTheLast();
    void commentsOfTheSelectedEvent();
    void commentsOfAnOccurrenceAreItsSeries();
    void whatWasBegunStaysWithItsThread();
    void goesToTheEventThatIsTalkedAbout();
    void newsLeadToTheEventAndAreSeen();
    void answersWithOneClick();
    void refusedAnswerSaysWhy();
    void anotherTimeIsTaken();
    void anotherTimeIsProposed();

private:
    SidePanel &open(SidePanel::Page page)
    {
        home().onboarding.current = &home().workspace;
        m_window =
            std::make_unique<MainWindow>(home().december.theme, home().onboarding, home().december.clock);
        m_window->resize(1440, 900);
        m_window->show();
        m_window->activateWindow();
        if (!QTest::qWaitForWindowActive(m_window.get()))
            qWarning("The window did not become active");
        QTest::keyClick(m_window.get(), Qt::Key_I, Qt::ControlModifier);
        auto *panel = m_window->findChild<SidePanel *>();
        panel->showPage(page);
        QCoreApplication::processEvents();
        return *panel;
    }
    Conversations &conversations() { return home().workspace.conversations(); }
    FakeTalk &said() { return home().workspace.said; }
    Thread family() { return {home().december.calendar(u"Family"_s), {}}; }
    QPlainTextEdit *field(SidePanel &panel)
    {
        for (MessageField *each : panel.findChildren<MessageField *>())
            if (each->isVisible())
                return each->findChild<QPlainTextEdit *>();
        return nullptr;
    }
    shared::EventId dinner() { return home().december.event(u"Dinner with Oma"_s, 10); }
    void invite(const QString &name, const std::optional<shared::Proposal> &proposal = {})
    {
        EventItem item = home().december.item(u"Dinner with Oma"_s, 10);
        for (shared::Participant &person : item.participants)
            if (person.name == name)
                person = {shared::UserId{QUuid::createUuid()}, name, shared::Answer::None, {}, {}, proposal};
        home().december.index.put(item);
    }

    std::unique_ptr<MainWindow> m_window;
};

void TestTalk::showsWhatIsNewAndReadsIt()
{
    home().workspace.talk();
    QCOMPARE(conversations().unread(family()), 2);
    SidePanel &panel = open(SidePanel::Page::Conversation);
    QTRY_COMPARE(conversations().unread(family()), 0);
    QVERIFY(said().calls.contains(u"read 8"_s));
    QVERIFY(said().calls.contains(u"read 8 of an event"_s));
    QVERIFY(seen<QWidget>(panel, u"New"_s));
    QVERIFY(seen<QWidget>(panel, u"Today"_s));
    QVERIFY(seen<QWidget>(panel, u"Monday 7 December"_s));
    QCOMPARE(panel.findChildren<MessageRow *>().size(), 8);
}

void TestTalk::enterSends()
{
    home().workspace.talk();
    SidePanel &panel = open(SidePanel::Page::Conversation);
    QPlainTextEdit *edit = field(panel);
    QVERIFY(edit);
    edit->setFocus();
    QTest::keyClicks(edit, u"First line"_s);
    QTest::keyClick(edit, Qt::Key_Return, Qt::ShiftModifier);
    QTest::keyClicks(edit, u"second line"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(edit->toPlainText(), QString());
    QCOMPARE(said().posting.size(), 1);
    QCOMPARE(said().posting.first().message.text, u"First line\nsecond line"_s);
    QVERIFY(seen<QLabel>(panel, u"waiting to be sent"_s));
    said().accept(conversations().self(), u"Ben"_s);
    QVERIFY(!seen<QLabel>(panel, u"waiting to be sent"_s));
    QTest::keyClick(edit, Qt::Key_Return); // nothing is no message
    QCOMPARE(said().posting.size(), 0);
}

void TestTalk::offlineIsKeptAndSaidSo()
{
    home().workspace.state.kind = ConnectionState::Kind::Offline;
    SidePanel &panel = open(SidePanel::Page::Conversation);
    QVERIFY(seen<QLabel>(panel, u"No connection: what you write is kept and sent later."_s));
    QTest::keyClicks(field(panel), u"Later then"_s);
    QTest::keyClick(field(panel), Qt::Key_Return);
    QVERIFY(seen<QLabel>(panel, u"waiting to be sent"_s));
    QCOMPARE(said().waitingKept.size(), 1);
    home().workspace.state.kind = ConnectionState::Kind::Live;
    home().workspace.connect(home().workspace.state);
    QVERIFY(!seen<QLabel>(panel, u"No connection: what you write is kept and sent later."_s));
    conversations().setOnline(true);
    QCOMPARE(said().posting.size(), 1);
}

void TestTalk::atCompletesNames()
{
    home().workspace.talk();
    SidePanel &panel = open(SidePanel::Page::Conversation);
    QPlainTextEdit *edit = field(panel);
    edit->setFocus();
    QTest::keyClicks(edit, u"Thanks @an"_s);
    auto *offer = qobject_cast<QAbstractItemView *>(QApplication::activePopupWidget());
    QVERIFY(offer);
    QCOMPARE(offer->currentIndex().data().toString(), u"Ana"_s);
    QTest::keyClick(offer, Qt::Key_Return);
    QCOMPARE(edit->toPlainText(), u"Thanks @Ana "_s);
    QVERIFY(said().posting.isEmpty());
}

void TestTalk::arrowUpChangesTheLast()
{
    home().workspace.talk();
    SidePanel &panel = open(SidePanel::Page::Conversation);
    QPlainTextEdit *edit = field(panel);
    edit->setFocus();
    QTest::keyClick(edit, Qt::Key_Up);
    QCOMPARE(edit->toPlainText(), u"I do! I put it in the calendar."_s);
    QVERIFY(seen<QLabel>(panel, u"You are changing your message."_s));
    QTest::keyClicks(edit, u" Done."_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(said().calls.contains(u"edit I do! I put it in the calendar. Done."_s));
    QCOMPARE(edit->toPlainText(), QString());
    QTest::keyClick(edit, Qt::Key_Up);
    QTest::keyClick(edit, Qt::Key_Escape);
    QCOMPARE(edit->toPlainText(), QString());
    QVERIFY(!seen<QLabel>(panel, u"You are changing your message."_s));
}

void TestTalk::commentsOfTheSelectedEvent()
{
    home().workspace.talk();
    SidePanel &panel = open(SidePanel::Page::Event);
    m_window->page()->views().select(dinner());
    QTRY_COMPARE(conversations().unread({family().calendar, dinner()}), 0);
    QCOMPARE(conversations().unread(family()), 1);
    QPlainTextEdit *edit = field(panel);
    QVERIFY(edit);
    QCOMPARE(edit->accessibleName(), u"Write a comment…"_s);
    QTest::keyClicks(edit, u"No nuts"_s);
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(said().posting.first().message.thread, (Thread{family().calendar, dinner()}));
}

void TestTalk::commentsOfAnOccurrenceAreItsSeries()
{
    home().workspace.talk();
    const shared::EventId series = home().december.item(u"Library"_s, 9).id;
    SidePanel &panel = open(SidePanel::Page::Event);
    m_window->page()->views().select(home().december.event(u"Library"_s, 9));
    QCoreApplication::processEvents();
    QVERIFY(field(panel));
    QTest::keyClicks(field(panel), u"Books!"_s);
    QTest::keyClick(field(panel), Qt::Key_Return);
    QCOMPARE(said().posting.size(), 1);
    QCOMPARE(said().posting.first().message.thread.event, series);
}

void TestTalk::whatWasBegunStaysWithItsThread()
{
    SidePanel &panel = open(SidePanel::Page::Event);
    m_window->page()->views().select(dinner());
    QCoreApplication::processEvents();
    QVERIFY(field(panel));
    QTest::keyClicks(field(panel), u"I could bring"_s);
    m_window->page()->views().select(home().december.event(u"Haircut"_s, 11));
    QCoreApplication::processEvents();
    QVERIFY(!field(panel) || field(panel)->toPlainText().isEmpty());
    m_window->page()->views().select(dinner());
    QCoreApplication::processEvents();
    QCOMPARE(field(panel)->toPlainText(), u"I could bring"_s);
}

void TestTalk::goesToTheEventThatIsTalkedAbout()
{
    home().workspace.talk();
    SidePanel &panel = open(SidePanel::Page::Conversation);
    QTRY_VERIFY(seen<QPushButton>(panel, u"Dinner with Oma"_s));
    seen<QPushButton>(panel, u"Dinner with Oma"_s)->click();
    QCOMPARE(m_window->page()->views().selection(), dinner());
    QCOMPARE(panel.page(), SidePanel::Page::Event);
}

void TestTalk::newsLeadToTheEventAndAreSeen()
{
    home().workspace.makeNews();
    NoticeList &news = home().workspace.notices();
    QCOMPARE(news.unread(), 3);
    SidePanel &panel = open(SidePanel::Page::Event);
    auto *bell = seen<QAbstractButton>(panel, u"News: 3 new"_s);
    QVERIFY(bell);
    bell->click();
    QCOMPARE(panel.page(), SidePanel::Page::News);
    QVERIFY(seen<QLabel>(panel, u"<b>Cleo</b> changed “Haircut”"_s));
    QVERIFY(seen<QLabel>(panel, u"<s>Sat 12 Dec, 14:30</s> → Fri 11 Dec, 14:30"_s));
    QCOMPARE(news.unread(), 3);
    seen<QPushButton>(panel, u"Show “Haircut”"_s)->click();
    QCOMPARE(m_window->page()->views().selection(), home().december.event(u"Haircut"_s, 11));
    QCOMPARE(panel.page(), SidePanel::Page::Event);
    QCOMPARE(news.unread(), 0); // seen when it is left
    QVERIFY(seen<QAbstractButton>(panel, u"News"_s));
}

void TestTalk::answersWithOneClick()
{
    SidePanel &panel = open(SidePanel::Page::Event);
    invite(u"Ben"_s);
    m_window->page()->views().select(dinner());
    QVERIFY(seen<QAbstractButton>(panel, u"Maybe"_s));
    for (QAbstractButton *button : panel.findChildren<QAbstractButton *>())
        if (button->isVisible() && button->text() == u"Can’t"_s && button->isCheckable())
            button->click();
    QCOMPARE(home().workspace.calls, QStringList{u"reply no "_s});
}

void TestTalk::refusedAnswerSaysWhy()
{
    home().workspace.answer = shared::Error{shared::ErrorCode::Unavailable, u"No way there."_s};
    SidePanel &panel = open(SidePanel::Page::Event);
    invite(u"Ben"_s);
    m_window->page()->views().select(dinner());
    QVERIFY(seen<QAbstractButton>(panel, u"Maybe"_s));
    for (QAbstractButton *button : panel.findChildren<QAbstractButton *>())
        if (button->isVisible() && button->text() == u"Going"_s && button->isCheckable())
            button->click();
    QTRY_VERIFY(seen<QLabel>(panel, u"No way there."_s));
}

void TestTalk::anotherTimeIsTaken()
{
    const EventItem item = home().december.item(u"Dinner with Oma"_s, 10);
    const QTimeZone zone = home().december.index.zone();
    invite(u"Dan"_s,
           shared::Proposal{shared::fromUtc(item.start.utcMs + 3'600'000, zone),
                            shared::fromUtc(item.end.utcMs + 3'600'000, zone)});
    SidePanel &panel = open(SidePanel::Page::Event);
    m_window->page()->views().select(dinner());
    auto *take = seen<QPushButton>(panel, u"Move the event to the time that Dan proposes"_s);
    QVERIFY(take);
    take->click();
    QCOMPARE(home().workspace.calls, QStringList{u"accept proposal"_s});
}

void TestTalk::anotherTimeIsProposed()
{
    SidePanel &panel = open(SidePanel::Page::Event);
    invite(u"Ben"_s);
    m_window->page()->views().select(dinner());
    seen<QPushButton>(panel, u"With a note, or another time…"_s)->click();
    QWidget *dialog = QApplication::activeModalWidget();
    QVERIFY(dialog);
    auto *send = seen<QPushButton>(*dialog, u"Send"_s);
    QVERIFY(!send->isEnabled());
    seen<QAbstractButton>(*dialog, u"Maybe"_s)->click();
    seen<QAbstractButton>(*dialog, u"Another time suits me better"_s)->click();
    QTest::keyClicks(seen<QLineEdit>(*dialog, u"A note with it"_s), u"late"_s);
    QTRY_VERIFY(send->isEnabled());
    send->click();
    QCOMPARE(home().workspace.calls, QStringList{u"reply maybe late other time"_s});
    QTRY_VERIFY(!QApplication::activeModalWidget());
}

QTEST_MAIN(TestTalk)
#include "tst_talk.moc"
