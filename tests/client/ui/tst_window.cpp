#include "client/ui/dialogs/eventeditor.h"
#include "client/ui/dialogs/scopepopover.h"
#include "client/ui/firstrun/firstrun.h"
#include "client/ui/views/viewstack.h"
#include "client/ui/widgets/banner.h"
#include "client/ui/widgets/segmentedcontrol.h"
#include "client/ui/widgets/toastwidget.h"
#include "client/ui/window/calendarpage.h"
#include "client/ui/window/eventpanel.h"
#include "client/ui/window/mainwindow.h"
#include "client/ui/window/searchpopover.h"
#include "client/ui/window/sidebar.h"
#include "client/ui/window/statusbar.h"
#include "tests/client/ui/uitest.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTest>

using namespace hearth;
using namespace hearth::client;
using namespace hearth::client::ui;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

class TestWindow : public UiTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { prepare(); }
    void cleanup();

    void lettersSwitchViews_data();
    void lettersSwitchViews();
    void lettersAreDeadInText();
    void toastUndoesAndRedoes();
    void panelDeletes();
    void panelShowsBothVersions();
    void anOccurrenceShowsBothVersionsOfItsSeries();
    void savingKeepsWhatOthersChanged();
    void aSeriesIsItsNextOccurrence();
    void asksWhichOnesAreMeant();
    void bannerTellsOffline();
    void statusWords_data();
    void statusWords();
    void saysWhatToDoWithoutACalendar();
    void sidebarGivesWay();
    void searchJumps();
    void textSizeBuildsAnew();
    void opensWhatIsResumed();
    void refusedSignOutIsTold();
    void foreignInvitationIsTold();
    void layoutSurvivesTheWindow();

private:
    MainWindow &open(const QSize &size = {1440, 900});
    CalendarPage &page() { return *m_window->page(); }
    ToastWidget &toast() { return *m_window->findChild<ToastWidget *>(); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : m_window.get(), key,
                        modifiers);
    }

    std::unique_ptr<MainWindow> m_window;
};

MainWindow &TestWindow::open(const QSize &size)
{
    home().onboarding.current = &home().workspace;
    m_window = std::make_unique<MainWindow>(home().december.theme, home().onboarding, home().december.clock);
    m_window->resize(size);
    m_window->show();
    m_window->activateWindow();
    if (!QTest::qWaitForWindowActive(m_window.get()))
        qWarning("The window did not become active");
    return *m_window;
}

void TestWindow::cleanup()
{
    m_window.reset();
    tearDown();
}

void TestWindow::lettersSwitchViews_data()
{
    QTest::addColumn<Qt::Key>("letter");
    QTest::addColumn<Qt::Key>("digit");
    QTest::addColumn<int>("kind");
    QTest::newRow("day") << Qt::Key_D << Qt::Key_1 << int(ViewKind::Day);
    QTest::newRow("week") << Qt::Key_W << Qt::Key_2 << int(ViewKind::Week);
    QTest::newRow("month") << Qt::Key_M << Qt::Key_3 << int(ViewKind::Month);
    QTest::newRow("agenda") << Qt::Key_A << Qt::Key_4 << int(ViewKind::Agenda);
}

void TestWindow::lettersSwitchViews()
{
    QFETCH(const Qt::Key, letter);
    QFETCH(const Qt::Key, digit);
    QFETCH(const int, kind);
    open();
    const ViewKind other = kind == int(ViewKind::Month) ? ViewKind::Day : ViewKind::Month;
    page().views().setKind(other);
    key(letter);
    QCOMPARE(int(page().views().kind()), kind);
    page().views().setKind(other);
    key(digit, Qt::ControlModifier);
    QCOMPARE(int(page().views().kind()), kind);
}

void TestWindow::lettersAreDeadInText()
{
    open();
    auto *edit = new QLineEdit(&page());
    edit->show();
    edit->setFocus();
    QTRY_VERIFY(edit->hasFocus());
    QTest::keyClicks(edit, u"mad"_s);
    QCOMPARE(edit->text(), u"mad"_s);
    QCOMPARE(int(page().views().kind()), int(ViewKind::Week));
    page().views().setFocus();
    key(Qt::Key_M);
    QCOMPARE(int(page().views().kind()), int(ViewKind::Month));
}

void TestWindow::toastUndoesAndRedoes()
{
    open();
    const shared::EventId dinner = home().december.event(u"Dinner with Oma"_s, 10);
    home().december.editor.remove({dinner});
    QVERIFY(toast().isVisible());
    QVERIFY(toast().text().contains(u"Dinner with Oma"_s));
    shown<QAbstractButton>(toast(), u"Undo"_s)->click();
    QVERIFY(home().december.index.find(dinner));
    QVERIFY(toast().text().startsWith(u"Undone"_s));
    shown<QAbstractButton>(toast(), u"Redo"_s)->click();
    QVERIFY(!home().december.index.find(dinner));
    key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(home().december.index.find(dinner));
    key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(!home().december.index.find(dinner));
    key(Qt::Key_Z, Qt::ControlModifier);
    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(toast().text(), u"There is nothing to undo."_s);
}

void TestWindow::panelDeletes()
{
    MainWindow &window = open();
    const shared::EventId dinner = home().december.event(u"Dinner with Oma"_s, 10);
    page().views().select(dinner);
    key(Qt::Key_I, Qt::ControlModifier);
    auto *panel = window.findChild<EventPanel *>();
    QVERIFY(panel->isVisible());
    QVERIFY(shown<QLabel>(*panel, u"Dinner with Oma"_s));
    QVERIFY(shown<QLabel>(*panel, u"3 going · 1 maybe · 1 open"_s));
    QVERIFY(shown<QAbstractButton>(*panel, u"1 hour before"_s));
    shown<QPushButton>(*panel, u"Delete"_s)->click();
    QVERIFY(!home().december.index.find(dinner));
    QCOMPARE(home().december.sink.removed, 1);
    QTRY_VERIFY(shown<QLabel>(*panel, u"Nothing is selected"_s));
    // What may only be read has no buttons.
    page().views().select(home().december.event(u"School play"_s, 11));
    QTRY_VERIFY(shown<QLabel>(*panel, u"School play"_s));
    QVERIFY(!shown<QPushButton>(*panel, u"Delete"_s));
    QVERIFY(!shown<QPushButton>(*panel, u"Edit"_s));
}

void TestWindow::panelShowsBothVersions()
{
    MainWindow &window = open();
    home().workspace.makeConflict();
    page().views().select(home().december.event(u"Dinner with Oma"_s, 10));
    auto *panel = window.findChild<EventPanel *>();
    QVERIFY(panel->isVisible());
    QVERIFY(shown<QPushButton>(*panel, u"Keep mine"_s));
    shown<QPushButton>(*panel, u"Keep Ana’s"_s)->click();
    QCOMPARE(home().workspace.calls, QStringList{u"keep theirs"_s});
    QTRY_VERIFY(!shown<QPushButton>(*panel, u"Keep mine"_s));
}

void TestWindow::anOccurrenceShowsBothVersionsOfItsSeries()
{
    MainWindow &window = open();
    const shared::EventId series = home().december.item(u"Library"_s, 9).id;
    home().workspace.makeConflict(*home().december.index.stored(series));
    page().views().select(home().december.event(u"Library"_s, 9));
    auto *panel = window.findChild<EventPanel *>();
    QTRY_VERIFY(shown<QPushButton>(*panel, u"Keep mine"_s));
    shown<QPushButton>(*panel, u"Keep mine"_s)->click();
    QCOMPARE(home().workspace.calls, QStringList{u"keep mine"_s});
    QVERIFY(!home().december.index.stored(series)->conflict);
}

void TestWindow::savingKeepsWhatOthersChanged()
{
    MainWindow &window = open();
    page().openEditor(home().december.event(u"Dinner with Oma"_s, 10));
    auto *editor = window.findChild<EventEditor *>();
    QVERIFY(editor);
    EventItem theirs = home().december.item(u"Dinner with Oma"_s, 10);
    theirs.description = u"Bring the cake."_s;
    home().december.index.put(theirs);
    shown<QLineEdit>(*editor, u"Title"_s)->setText(u"Dinner"_s);
    editor->tryAccept();
    QCOMPARE(home().december.item(u"Dinner"_s, 10).description, u"Bring the cake."_s);
}

void TestWindow::aSeriesIsItsNextOccurrence()
{
    open();
    const shared::EventId series = home().december.item(u"Library"_s, 9).id;
    const shared::EventId next = home().december.index.nextOf(series, home().december.clock.nowMs());
    QVERIFY(next != series);
    page().jumpTo(series);
    QCOMPARE(page().views().selection(), next);
}

void TestWindow::asksWhichOnesAreMeant()
{
    MainWindow &window = open();
    page().views().select(home().december.event(u"Library"_s, 9));
    auto *panel = window.findChild<EventPanel *>();
    key(Qt::Key_I, Qt::ControlModifier);
    QVERIFY(shown<QLabel>(*panel, u"Every year"_s));
    shown<QPushButton>(*panel, u"Edit"_s)->click();
    const auto editor = [&window] { return window.findChild<EventEditor *>(); };
    QTRY_VERIFY(editor());
    shown<QLineEdit>(*editor(), u"Title"_s)->setText(u"Reading"_s);
    editor()->tryAccept();
    auto *question = qobject_cast<ScopePopover *>(QApplication::activePopupWidget());
    QVERIFY(question);
    // Who backs out of the question has lost nothing.
    QTest::keyClick(question->focusWidget(), Qt::Key_Escape);
    QCOMPARE(home().december.sink.changed, 0);
    QTRY_VERIFY(editor() && shown<QLineEdit>(*editor(), u"Title"_s)
                && shown<QLineEdit>(*editor(), u"Title"_s)->text() == u"Reading"_s);
    editor()->tryAccept();
    question = qobject_cast<ScopePopover *>(QApplication::activePopupWidget());
    QVERIFY(question);
    QTest::keyClick(question->focusWidget(), Qt::Key_1);
    QCOMPARE(home().december.sink.changed, 1);
    QVERIFY(home().december.item(u"Reading"_s, 9).isInstance());
}

void TestWindow::bannerTellsOffline()
{
    MainWindow &window = open();
    auto *banner = window.findChild<Banner *>();
    QVERIFY(!banner->isVisible());
    ConnectionState state = home().workspace.state;
    state.kind = ConnectionState::Kind::Offline;
    state.waiting = 1;
    state.lastInStep = QDateTime(QDate(2026, 12, 9), QTime(9, 31));
    home().workspace.connect(state);
    QVERIFY(banner->isVisible());
    QVERIFY(shown<QLabel>(*banner, u"Offline: 1 change waiting"_s));
    shown<QPushButton>(*banner, u"Try now"_s)->click();
    QCOMPARE(home().workspace.calls, QStringList{u"retry"_s});
    state.kind = ConnectionState::Kind::Live;
    home().workspace.connect(state);
    QVERIFY(!banner->isVisible());
}

void TestWindow::statusWords_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("waiting");
    QTest::addColumn<QString>("words");
    using Kind = ConnectionState::Kind;
    QTest::newRow("live") << int(Kind::Live) << 0 << u"Live"_s;
    QTest::newRow("sending") << int(Kind::Live) << 2 << u"Sending: 2 changes waiting"_s;
    QTest::newRow("offline") << int(Kind::Offline) << 0 << u"Offline"_s;
    QTest::newRow("offline, waiting") << int(Kind::Offline) << 3 << u"Offline: 3 changes waiting"_s;
    QTest::newRow("reconnecting") << int(Kind::Reconnecting) << 0 << u"Reconnecting…"_s;
    QTest::newRow("refused") << int(Kind::Refused) << 0 << u"Not connected"_s;
}

void TestWindow::statusWords()
{
    QFETCH(const int, kind);
    QFETCH(const int, waiting);
    QFETCH(const QString, words);
    ConnectionState state;
    state.kind = ConnectionState::Kind(kind);
    state.waiting = waiting;
    QCOMPARE(StatusBar::words(state), words);
}

void TestWindow::saysWhatToDoWithoutACalendar()
{
    home().december.index.replaceAll({});
    home().december.calendars.setCalendars({});
    home().workspace.state.kind = ConnectionState::Kind::Connecting;
    MainWindow &window = open();
    QVERIFY(shown<QLabel>(window, u"One moment"_s));
    home().workspace.state.kind = ConnectionState::Kind::Live;
    home().workspace.connect(home().workspace.state);
    QVERIFY(shown<QLabel>(window, u"No calendar yet"_s));
    QVERIFY(!shown<QPushButton>(window, u"New"_s)->isEnabled());
    shown<QPushButton>(window, u"New calendar"_s)->click();
    QVERIFY(QApplication::activeModalWidget());
    QCOMPARE(QApplication::activeModalWidget()->windowTitle(), u"New calendar"_s);
    QApplication::activeModalWidget()->close();
}

void TestWindow::sidebarGivesWay()
{
    MainWindow &window = open({900, 800});
    auto *sidebar = window.findChild<Sidebar *>();
    auto *panel = window.findChild<EventPanel *>();
    QVERIFY(sidebar->isVisible());
    key(Qt::Key_I, Qt::ControlModifier);
    QVERIFY(panel->isVisible());
    QVERIFY(!sidebar->isVisible());
    shown<QAbstractButton>(window, u"Show the sidebar"_s)->click();
    QVERIFY(sidebar->isVisible());
    QVERIFY(!panel->isVisible());
    key(Qt::Key_I, Qt::ControlModifier);
    window.resize(1440, 800);
    QTRY_VERIFY(sidebar->isVisible());
    QVERIFY(panel->isVisible());
}

void TestWindow::searchJumps()
{
    open();
    key(Qt::Key_F, Qt::ControlModifier);
    auto *popover = qobject_cast<SearchPopover *>(QApplication::activePopupWidget());
    QVERIFY(popover);
    QTest::keyClicks(popover->focusWidget(), u"raclette"_s);
    QCOMPARE(popover->findChild<QListWidget *>()->count(), 1);
    QTest::keyClick(popover->focusWidget(), Qt::Key_Return);
    QCOMPARE(page().views().selection(), home().december.event(u"Raclette"_s, 31));
    QVERIFY(page().views().range().first <= QDate(2026, 12, 31));
    QVERIFY(page().views().range().last >= QDate(2026, 12, 31));
}

void TestWindow::textSizeBuildsAnew()
{
    open();
    page().views().setKind(ViewKind::Month);
    page().views().goTo(QDate(2026, 11, 15));
    const QPointer<CalendarPage> before = &page();
    home().december.theme.setTextSize(130);
    QTRY_VERIFY(!before);
    QCOMPARE(int(page().views().kind()), int(ViewKind::Month));
    QVERIFY(page().views().range().first <= QDate(2026, 11, 15));
    QVERIFY(page().views().range().last >= QDate(2026, 11, 15));
    // A change of colours alone builds nothing.
    const QPointer<CalendarPage> large = &page();
    home().december.theme.setChoice(ThemeChoice::Dark);
    QCoreApplication::processEvents();
    QVERIFY(large);
}

void TestWindow::opensWhatIsResumed()
{
    MainWindow window(home().december.theme, home().onboarding, home().december.clock);
    window.show();
    QVERIFY(window.findChild<FirstRun *>());
    home().onboarding.current = &home().workspace;
    Q_EMIT home().onboarding.workspaceChanged();
    QVERIFY(window.page());
    home().onboarding.current = nullptr;
    Q_EMIT home().onboarding.workspaceChanged();
    QVERIFY(!window.page());
}

void TestWindow::refusedSignOutIsTold()
{
    open();
    home().workspace.answer = shared::Error{shared::ErrorCode::Unavailable, u"Not now."_s};
    QTimer::singleShot(0, m_window.get(),
                       [] { qobject_cast<QDialog *>(QApplication::activeModalWidget())->accept(); });
    Q_EMIT page().signOutWanted();
    QTRY_COMPARE(toast().text(), u"Not now."_s);
}

void TestWindow::foreignInvitationIsTold()
{
    open();
    m_window->openInvitation({u"elsewhere.example.org"_s, u"Choir"_s, {}});
    QVERIFY(toast().text().contains(u"Choir"_s));
    m_window->openInvitation({u"ben-desktop:8443"_s, u"Choir"_s, {}});
    QVERIFY(QApplication::activeModalWidget());
    QCOMPARE(shown<QLineEdit>(*QApplication::activeModalWidget(), u"Name"_s)->text(), u"Choir"_s);
    QApplication::activeModalWidget()->close();
}

void TestWindow::layoutSurvivesTheWindow()
{
    open();
    page().views().setKind(ViewKind::Agenda);
    key(Qt::Key_I, Qt::ControlModifier);
    m_window->close();
    open();
    QCOMPARE(int(page().views().kind()), int(ViewKind::Agenda));
    QVERIFY(m_window->findChild<EventPanel *>()->isVisible());
}

QTEST_MAIN(TestWindow)
#include "tst_window.moc"
