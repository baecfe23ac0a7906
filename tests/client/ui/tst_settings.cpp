#include "client/models/preferences.h"
#include "client/models/reminderscheduler.h"
#include "client/ui/dialogs/importdialog.h"
#include "client/ui/dialogs/reminderfield.h"
#include "client/ui/settings/accountdialogs.h"
#include "client/ui/settings/look.h"
#include "client/ui/settings/settingsdialog.h"
#include "client/ui/views/calendarview.h"
#include "client/ui/views/viewstack.h"
#include "client/ui/widgets/buttons.h"
#include "client/ui/widgets/chip.h"
#include "client/ui/widgets/colourpicker.h"
#include "client/ui/widgets/segmentedcontrol.h"
#include "client/ui/window/calendarpage.h"
#include "client/ui/window/mainwindow.h"
#include "tests/client/ui/uitest.h"

#include <QApplication>
#include <QComboBox>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>
#include <QTimeEdit>

using namespace hearth;
using namespace hearth::client;
using namespace hearth::client::ui;
using namespace hearth::tests;
using namespace Qt::StringLiterals;
using Page = SettingsDialog::Page;

namespace {
void choose(QComboBox &box, const QString &text)
{
    const int index = box.findText(text);
    QVERIFY2(index >= 0, qPrintable(text));
    box.setCurrentIndex(index);
    Q_EMIT box.activated(index);
}

void press(QAbstractButton *button)
{
    QVERIFY(button);
    button->click();
}
}

class TestSettings : public UiTest {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void startsWithTheSession();
    void refusedStartIsSaidAndTakenBack();
    void trayIsKept();
    void hostingOnlyWhereItRuns();
    void themeAndTextSize();
    void accentIsKept();
    void lookComesBackAtTheNextStart();
    void weekdayMovesTheWeek();
    void clockChangesTimes();
    void newEventsLast();
    void dayBegins();
    void quietHoursReachTheScheduler();
    void mutes();
    void nothingElseIsSetBeforeTheAnswer();
    void ownRemindersAndBack();
    void refusedRemindersAreTakenBack();
    void onlyOwnersSetForAll();
    void proxyIsKept();
    void nameIsSaved();
    void passwordIsChanged();
    void devicesAreSignedOut();
    void appPasswordIsShownOnce();
    void accountIsDeletedOnlyOnPurpose();
    void importShowsFirst();
    void importOfNothing();
    void filesAreDropped();
    void opensByKeyAndKeepsOne();

private:
    SettingsDialog &open(Page page);
    template <class Widget> Widget *find(const QString &name) { return shown<Widget>(*m_dialog, name); }

    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<SettingsDialog> m_dialog;
};

void TestSettings::init()
{
    prepare();
    m_preferences = std::make_unique<Preferences>();
    setHabits({});
}

void TestSettings::cleanup()
{
    m_dialog.reset();
    m_preferences.reset();
    setHabits({});
    tearDown();
}

SettingsDialog &TestSettings::open(Page page)
{
    m_dialog = std::make_unique<SettingsDialog>(home().december.theme, *m_preferences, home().onboarding,
                                                home().workspace, nullptr);
    m_dialog->showPage(page);
    m_dialog->show();
    return *m_dialog;
}

void TestSettings::startsWithTheSession()
{
    open(Page::General);
    press(find<Switch>(u"Start with the session"_s));
    QVERIFY(home().onboarding.starts);
    press(find<Switch>(u"Start with the session"_s));
    QVERIFY(!home().onboarding.starts);
}

void TestSettings::refusedStartIsSaidAndTakenBack()
{
    home().onboarding.startAnswer = shared::Error{shared::ErrorCode::Internal, u"The disk is full."_s};
    open(Page::General);
    auto *start = find<Switch>(u"Start with the session"_s);
    press(start);
    QVERIFY(!start->isChecked());
    QVERIFY(find<QLabel>(u"The disk is full."_s));
}

void TestSettings::trayIsKept()
{
    QSignalSpy changed(m_preferences.get(), &Preferences::changed);
    open(Page::General);
    press(find<Switch>(u"Stay in the tray when the window is closed"_s));
    QVERIFY(!Preferences().staysInTray());
    QCOMPARE(changed.size(), 1);
}

void TestSettings::hostingOnlyWhereItRuns()
{
    home().onboarding.status.running = false;
    open(Page::General);
    QVERIFY(!find<Switch>(u"Go on hosting when the window is closed"_s));
    home().onboarding.status.running = true;
    open(Page::General);
    press(find<Switch>(u"Go on hosting when the window is closed"_s));
    QVERIFY(!home().onboarding.keeps);
}

void TestSettings::themeAndTextSize()
{
    ThemeSource &themes = home().december.theme;
    open(Page::Look);
    press(find<QAbstractButton>(u"Dark"_s));
    QVERIFY(themes.theme().isDark());
    press(find<QAbstractButton>(u"Light"_s));
    QVERIFY(!themes.theme().isDark());
    press(find<QAbstractButton>(u"130 %"_s));
    QCOMPARE(themes.theme().textSize(), 130);
    QCoreApplication::processEvents(); // the pages are laid out anew, and the same one is open
    press(find<QAbstractButton>(u"100 %"_s));
    QCOMPARE(themes.theme().textSize(), 100);
    QCoreApplication::processEvents();
    press(find<Switch>(u"Less motion"_s));
    QCOMPARE(themes.theme().measures().showToast, 0);
}

void TestSettings::accentIsKept()
{
    ThemeSource &themes = home().december.theme;
    const QColor ember = themes.theme().ember();
    open(Page::Look);
    press(find<Switch>(u"My own"_s));
    const QColor lagoon = themes.theme().ember();
    QVERIFY(lagoon != ember);
    Q_EMIT m_dialog->findChild<ColourPicker *>()->chosen(CalendarColour::Plum);
    QVERIFY(themes.theme().ember() != lagoon);
    QCOMPARE(chosenAccent(), CalendarColour::Plum);
    press(find<Switch>(u"My own"_s));
    QCOMPARE(themes.theme().ember(), ember);
    QVERIFY(!chosenAccent());
}

void TestSettings::lookComesBackAtTheNextStart()
{
    {
        ThemeSource themes;
        keepLook(themes);
        themes.setChoice(ThemeChoice::Dark);
        themes.setTextSize(115);
        themes.setReducedMotion(true);
        chooseAccent(themes, CalendarColour::Sky);
    }
    ThemeSource next;
    keepLook(next);
    QCOMPARE(next.choice(), ThemeChoice::Dark);
    QCOMPARE(next.theme().textSize(), 115);
    QVERIFY(next.theme().options().reducedMotion);
    ThemeSource ember;
    ember.set(ThemeChoice::Dark, {}, 115, true);
    QVERIFY(next.theme().ember() != ember.theme().ember());
}

void TestSettings::weekdayMovesTheWeek()
{
    home().onboarding.current = &home().workspace;
    MainWindow window(home().december.theme, home().onboarding, home().december.clock);
    window.show();
    window.page()->views().setKind(ViewKind::Week);
    QCOMPARE(window.page()->views().range().first.dayOfWeek(), int(Qt::Monday));
    m_dialog = std::make_unique<SettingsDialog>(home().december.theme, window.preferences(),
                                                home().onboarding, home().workspace, nullptr);
    m_dialog->showPage(Page::Habits);
    m_dialog->show();
    choose(*find<QComboBox>(u"The week begins on"_s), u"Sunday"_s);
    QCoreApplication::processEvents();
    QCOMPARE(window.page()->views().kind(), ViewKind::Week);
    QCOMPARE(window.page()->views().range().first.dayOfWeek(), int(Qt::Sunday));
    QCOMPARE(Preferences().habits().firstWeekday, Qt::Sunday);
}

void TestSettings::clockChangesTimes()
{
    QCOMPARE(clockText(QTime(19, 0)), u"19:00"_s);
    open(Page::Habits);
    choose(*find<QComboBox>(u"Times"_s), u"12 hours"_s);
    setHabits(Preferences().habits());
    QCOMPARE(clockText(QTime(19, 0)), u"7:00 PM"_s);
    choose(*find<QComboBox>(u"Times"_s), u"24 hours"_s);
    setHabits(Preferences().habits());
    QCOMPARE(clockText(QTime(19, 0), QLocale(QLocale::English, QLocale::UnitedStates)), u"19:00"_s);
}

void TestSettings::newEventsLast()
{
    ViewStack views(home().december.context());
    open(Page::Habits);
    choose(*find<QComboBox>(u"A new event lasts"_s), u"30 minutes"_s);
    setHabits(Preferences().habits());
    const shared::EventDraft draft = views.newDraft();
    QCOMPARE(draft.end.utcMs - draft.start.utcMs, 30 * 60'000);
}

void TestSettings::dayBegins()
{
    ViewStack views(home().december.context());
    views.setKind(ViewKind::Day);
    views.goTo(QDate(2026, 12, 20));
    open(Page::Habits);
    auto *begin = find<QTimeEdit>(u"The day begins at"_s);
    QVERIFY(begin);
    begin->setTime(QTime(6, 30));
    Q_EMIT begin->editingFinished();
    setHabits(Preferences().habits());
    QVERIFY2(views.newDraft().start.wall.endsWith(u"T06:30:00"_s), qPrintable(views.newDraft().start.wall));
}

void TestSettings::quietHoursReachTheScheduler()
{
    open(Page::Reminders);
    QVERIFY(!find<QTimeEdit>(u"From"_s)->isEnabled());
    press(find<Switch>(u"Keep quiet"_s));
    auto *from = find<QTimeEdit>(u"From"_s);
    QVERIFY(from->isEnabled());
    from->setTime(QTime(21, 15));
    Q_EMIT from->editingFinished();
    const QuietHours quiet = Preferences().quietHours();
    QVERIFY(quiet.enabled);
    QCOMPARE(quiet.from, QTime(21, 15));
    QCOMPARE(quiet.to, QTime(7, 0));
}

void TestSettings::mutes()
{
    open(Page::Reminders);
    const auto calendar = home().december.calendars.calendars().first().id;
    press(find<Switch>(u"Mute"_s));
    QVERIFY(home().workspace.calls.contains(u"own reminders"_s));
    QVERIFY(home().workspace.reminderRequests().lastOwn.muted);
    QVERIFY(home().workspace.reminders().settings(calendar).muted);
}

void TestSettings::nothingElseIsSetBeforeTheAnswer()
{
    open(Page::Reminders);
    home().workspace.reminderRequests().holds = true;
    auto *mute = find<Switch>(u"Mute"_s);
    press(mute);
    QVERIFY(!mute->isEnabled());
    home().workspace.reminderRequests().held(shared::Done{});
    QVERIFY(mute->isEnabled());
    QVERIFY(mute->isChecked());
}

void TestSettings::ownRemindersAndBack()
{
    const auto calendar = home().december.calendars.calendars().first().id;
    ReminderSettings settings;
    settings.calendar.timed = QList<int>{30};
    home().workspace.reminders().setSettings(calendar, settings);
    open(Page::Reminders);
    Chip *chip = nullptr;
    for (Chip *each : m_dialog->findChildren<Chip *>())
        if (!chip && each->text() == u"30 minutes before"_s)
            chip = each;
    QVERIFY(chip);
    Q_EMIT chip->removeWanted();
    QCOMPARE(home().workspace.reminders().settings(calendar).own.timed, OwnMinutes(QList<int>{}));
    auto *back = find<LinkButton>(u"As the calendar has it"_s);
    press(back);
    QVERIFY(!home().workspace.reminders().settings(calendar).own.timed);
}

void TestSettings::refusedRemindersAreTakenBack()
{
    home().workspace.answer = shared::Error{shared::ErrorCode::Unavailable, u"There is no connection."_s};
    open(Page::Reminders);
    auto *mute = find<Switch>(u"Mute"_s);
    press(mute);
    QVERIFY(!mute->isChecked());
    QVERIFY(find<QLabel>(u"There is no connection."_s));
}

void TestSettings::onlyOwnersSetForAll()
{
    QList<shared::Calendar> calendars = home().december.calendars.calendars();
    calendars[0].role = shared::Role::Editor;
    home().december.calendars.setCalendars(calendars);
    open(Page::Reminders);
    const auto fields = m_dialog->findChildren<ReminderField *>();
    QVERIFY(!fields.last()->isEnabled());
    QVERIFY(fields.first()->isEnabled());
}

void TestSettings::proxyIsKept()
{
    open(Page::Network);
    auto *host = find<QLineEdit>(u"Its name or address"_s);
    QVERIFY(!host->isEnabled());
    choose(*find<QComboBox>(u"Kind"_s), u"SOCKS 5"_s);
    QCOMPARE(Preferences().proxy().kind, ProxyChoice::Kind::System); // it has no name yet
    host->setText(u"proxy.example"_s);
    Q_EMIT host->editingFinished();
    QCOMPARE(Preferences().proxy(), (ProxyChoice{ProxyChoice::Kind::Socks, u"proxy.example"_s, 8080}));
    choose(*find<QComboBox>(u"Kind"_s), u"None"_s);
    QCOMPARE(Preferences().proxy().kind, ProxyChoice::Kind::None);
}

void TestSettings::nameIsSaved()
{
    open(Page::Account);
    auto *name = find<QLineEdit>(u"Your name"_s);
    QTRY_COMPARE(name->text(), u"Ben Lindgren"_s);
    name->selectAll();
    QTest::keyClicks(name, u"Benny"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(home().workspace.calls.contains(u"name Benny"_s));
}

void TestSettings::passwordIsChanged()
{
    PasswordDialog dialog(home().december.theme, home().workspace.account(), nullptr);
    dialog.show();
    const auto fields = dialog.findChildren<QLineEdit *>();
    auto *change = shown<QPushButton>(dialog, u"Change"_s);
    fields.at(0)->setText(u"old secret"_s);
    fields.at(1)->setText(u"short"_s);
    fields.at(2)->setText(u"short"_s);
    QVERIFY(!change->isEnabled());
    fields.at(1)->setText(u"a longer one"_s);
    dialog.tryAccept();
    QVERIFY(home().workspace.calls.isEmpty());
    fields.at(2)->setText(u"a longer one"_s);
    home().workspace.answer = shared::Error{shared::ErrorCode::Forbidden, u"The old password is wrong."_s};
    dialog.tryAccept();
    QVERIFY(dialog.isVisible());
    home().workspace.answer = shared::Done{};
    dialog.tryAccept();
    QVERIFY(!dialog.isVisible());
    QCOMPARE(home().workspace.calls.last(), u"password old secret a longer one"_s);
}

void TestSettings::devicesAreSignedOut()
{
    open(Page::Account);
    QTRY_VERIFY(find<QPushButton>(u"Sign out Hearth 0.1 on an old laptop"_s));
    press(find<QPushButton>(u"Sign out Hearth 0.1 on an old laptop"_s));
    QVERIFY(home().workspace.calls.contains(u"end s2"_s));
    QTRY_VERIFY(!find<QPushButton>(u"Sign out Hearth 0.1 on an old laptop"_s));
}

void TestSettings::appPasswordIsShownOnce()
{
    AppPasswordDialog dialog(home().december.theme, home().workspace.account(), nullptr);
    dialog.show();
    dialog.findChild<QLineEdit *>()->setText(u"Phone"_s);
    dialog.tryAccept();
    QCOMPARE(home().workspace.calls, QStringList{u"app password Phone"_s});
    QVERIFY(dialog.isVisible());
    QStringList texts;
    for (const QLineEdit *edit : dialog.findChildren<QLineEdit *>())
        texts.append(edit->text());
    QVERIFY(texts.contains(u"k3wq-88ts-9dmm-p4zn"_s));
    dialog.tryAccept();
    QVERIFY(!dialog.isVisible());
    QCOMPARE(home().workspace.calls.size(), 1);
}

void TestSettings::accountIsDeletedOnlyOnPurpose()
{
    DeleteAccountDialog dialog(home().december.theme, home().workspace.account(), u"Ben"_s, nullptr);
    dialog.show();
    const auto fields = dialog.findChildren<QLineEdit *>();
    fields.at(1)->setText(u"secret secret"_s);
    dialog.tryAccept();
    QVERIFY(home().workspace.calls.isEmpty());
    fields.at(0)->setText(u"Ben"_s);
    dialog.tryAccept();
    QCOMPARE(home().workspace.calls, QStringList{u"delete secret secret"_s});
}

void TestSettings::importShowsFirst()
{
    ImportReport report;
    report.added = 2;
    report.refused = 1;
    report.items = {{ImportItem::Action::New, u"School"_s, 3, {}},
                    {ImportItem::Action::Refused, u"Excursion"_s, 9, u"It ends before it begins."_s}};
    home().workspace.files().report = report;
    ImportDialog dialog(home().december.theme, home().december.calendars, home().workspace.files(),
                        u"school.ics"_s, "BEGIN:VCALENDAR", nullptr);
    QSignalSpy imported(&dialog, &ImportDialog::imported);
    dialog.show();
    QVERIFY(shown<Chip>(dialog, u"2 new"_s));
    QVERIFY(shown<Chip>(dialog, u"1 refused"_s));
    QVERIFY(shown<QLabel>(dialog, u"It ends before it begins. (line 9)"_s));
    QVERIFY(home().workspace.files().imported.isNull());
    QVERIFY(shown<QPushButton>(dialog, u"Import 2 events"_s));
    dialog.tryAccept();
    QCOMPARE(imported.size(), 1);
    QCOMPARE(home().workspace.files().imported, home().workspace.files().lookedAt);
    QCOMPARE(home().workspace.files().lastFile, QByteArray("BEGIN:VCALENDAR"));
}

void TestSettings::importOfNothing()
{
    ImportReport report;
    report.same = 3;
    home().workspace.files().report = report;
    ImportDialog dialog(home().december.theme, home().december.calendars, home().workspace.files(),
                        u"school.ics"_s, "BEGIN:VCALENDAR", nullptr);
    dialog.show();
    dialog.tryAccept();
    QVERIFY(home().workspace.files().imported.isNull());
    QVERIFY(shown<QLabel>(dialog, u"All of it is in the calendar already."_s));
}

void TestSettings::filesAreDropped()
{
    home().onboarding.current = &home().workspace;
    MainWindow window(home().december.theme, home().onboarding, home().december.clock);
    window.show();
    QTemporaryDir folder;
    QFile file(folder.filePath(u"school.ics"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("BEGIN:VCALENDAR");
    file.close();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file.fileName())});
    QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    static_cast<QObject *>(window.page())->event(&drop);
    QCoreApplication::processEvents();
    auto *dialog = window.findChild<ImportDialog *>();
    QVERIFY(dialog);
    QCOMPARE(home().workspace.files().lastFile, QByteArray("BEGIN:VCALENDAR"));
    dialog->reject();
    QMimeData text;
    text.setText(u"words"_s);
    QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &text, Qt::LeftButton, Qt::NoModifier);
    enter.setAccepted(false);
    static_cast<QObject *>(window.page())->event(&enter);
    QVERIFY(!enter.isAccepted());
}

void TestSettings::opensByKeyAndKeepsOne()
{
    home().onboarding.current = &home().workspace;
    MainWindow window(home().december.theme, home().onboarding, home().december.clock);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::keyClick(&window, Qt::Key_Comma, Qt::ControlModifier);
    QCOMPARE(window.findChildren<SettingsDialog *>().size(), 1);
    Q_EMIT window.page()->settingsWanted();
    QCOMPARE(window.findChildren<SettingsDialog *>().size(), 1);
    home().onboarding.current = nullptr;
    Q_EMIT home().onboarding.workspaceChanged();
    QVERIFY(window.findChildren<SettingsDialog *>().isEmpty());
}

QTEST_MAIN(TestSettings)
#include "tst_settings.moc"
