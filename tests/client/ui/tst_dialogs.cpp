#include "client/ui/dialogs/calendardialog.h"
#include "client/ui/dialogs/confirmdialog.h"
#include "client/ui/dialogs/eventeditor.h"
#include "client/ui/dialogs/peoplefield.h"
#include "client/ui/dialogs/quickadd.h"
#include "client/ui/dialogs/reminderfield.h"
#include "client/ui/theme/roles.h"
#include "client/ui/widgets/formfield.h"
#include "tests/client/ui/uitest.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimeEdit>
#include <QTimer>

using namespace hearth;
using namespace hearth::client::ui;
using namespace hearth::tests;
using namespace Qt::StringLiterals;

class TestDialogs : public UiTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { prepare(); }
    void cleanup() { tearDown(); }

    void editorSavesOnlyWithATitle();
    void editorRepairsTheEnd();
    void editorMovesTheEndWithTheStart();
    void editorSwitchesToWholeDays();
    void editorKeepsZones();
    void editorSwitchesZonesOff();
    void editorTakesTheCalendarsColour();
    void editorAddsPeople();
    void editorClosesByKeys();
    void editorReadsTimesFromRightToLeft();
    void quickAddSavesByEnter();
    void quickAddWithoutATitle();
    void quickAddClosesByEscape();
    void quickAddHandsOver();
    void calendarDialogShowsTheServersError();
    void calendarDialogMakes();
    void calendarDialogRefusesLongNames();
    void aQuestionMayLoseItsWindow();

private:
    std::unique_ptr<EventEditor> editor(bool isNew, const shared::EventDraft &draft);
    shared::EventDraft dinner() { return home().december.item(u"Dinner with Oma"_s, 10); }
    static QPushButton *save(const QWidget &dialog) { return shown<QPushButton>(dialog, u"Save"_s); }
};

std::unique_ptr<EventEditor> TestDialogs::editor(bool isNew, const shared::EventDraft &draft)
{
    auto dialog = std::make_unique<EventEditor>(
        home().december.theme, home().december.calendars, home().workspace.members(),
        home().december.index.zone(),
        EventEditor::Subject{draft, home().december.calendar(u"Family"_s), isNew}, nullptr);
    dialog->show();
    dialog->activateWindow();
    if (!QTest::qWaitForWindowActive(dialog.get()))
        qWarning("The editor did not become active");
    return dialog;
}

void TestDialogs::editorSavesOnlyWithATitle()
{
    shared::EventDraft draft = dinner();
    draft.name.clear();
    const auto dialog = editor(true, draft);
    QVERIFY(!save(*dialog)->isEnabled());
    QVERIFY(shown<QLabel>(*dialog, u"A title is missing."_s));
    QTest::keyClicks(dialog->focusWidget(), u" Lunch "_s);
    QVERIFY(save(*dialog)->isEnabled());
    save(*dialog)->click();
    QCOMPARE(dialog->result(), int(QDialog::Accepted));
    QCOMPARE(dialog->draft().name, u"Lunch"_s);
    QCOMPARE(dialog->draft().start, draft.start);
}

void TestDialogs::editorRepairsTheEnd()
{
    const auto dialog = editor(false, dinner());
    auto *end = shown<QTimeEdit>(*dialog, u"End: time"_s);
    end->setTime(QTime(18, 45));
    QVERIFY(!save(*dialog)->isEnabled());
    QVERIFY(hasError(end));
    QVERIFY(!hasError(shown<QDateEdit>(*dialog, u"End: date"_s)));
    const auto fields = dialog->findChildren<FormField *>();
    const auto wrong =
        std::find_if(fields.begin(), fields.end(), [](const auto *f) { return f->hasProblem(); });
    QVERIFY(wrong != fields.end());
    Q_EMIT(*wrong)->repairWanted();
    QCOMPARE(end->time(), QTime(20, 0));
    QVERIFY(!hasError(end));
    QVERIFY(save(*dialog)->isEnabled());
}

void TestDialogs::editorMovesTheEndWithTheStart()
{
    const auto dialog = editor(false, dinner());
    shown<QTimeEdit>(*dialog, u"Start: time"_s)->setTime(QTime(23, 0));
    QCOMPARE(shown<QTimeEdit>(*dialog, u"End: time"_s)->time(), QTime(1, 0));
    QCOMPARE(shown<QDateEdit>(*dialog, u"End: date"_s)->date(), QDate(2026, 12, 11));
    QCOMPARE(dialog->draft().end.utcMs - dialog->draft().start.utcMs, 2 * 3'600'000);
}

void TestDialogs::editorSwitchesToWholeDays()
{
    const auto dialog = editor(false, dinner());
    auto *allDay = shown<QCheckBox>(*dialog, u"All day"_s);
    allDay->click();
    QVERIFY(!shown<QTimeEdit>(*dialog, u"Start: time"_s));
    QVERIFY(!shown<QCheckBox>(*dialog, u"Time zones"_s));
    QVERIFY(dialog->draft().allDay);
    QCOMPARE(dialog->draft().start, shared::fromDate(QDate(2026, 12, 10)));
    QCOMPARE(dialog->draft().end, shared::fromDate(QDate(2026, 12, 11)));
    allDay->click();
    QCOMPARE(dialog->draft().start, dinner().start);
}

void TestDialogs::editorKeepsZones()
{
    shared::EventDraft draft = dinner();
    draft.start = shared::fromUtc(draft.start.utcMs, QTimeZone("Europe/Lisbon"));
    draft.end = shared::fromUtc(draft.end.utcMs, QTimeZone("Europe/Lisbon"));
    const auto dialog = editor(false, draft);
    auto *zone = shown<QComboBox>(*dialog, u"Start: time zone"_s);
    QVERIFY(zone);
    QCOMPARE(zone->currentText(), u"Europe/Lisbon"_s);
    QVERIFY(shown<QAbstractButton>(*dialog, u"19:00 your time"_s));
    zone->setCurrentText(u"Europe/Athens"_s);
    QCOMPARE(dialog->draft().start.zone, u"Europe/Athens"_s);
    // The end was in the same zone and goes along.
    QCOMPARE(dialog->draft().end.zone, u"Europe/Athens"_s);
    QCOMPARE(dialog->draft().start.wall, draft.start.wall);
}

void TestDialogs::editorSwitchesZonesOff()
{
    shared::EventDraft draft = dinner();
    draft.start = shared::fromUtc(draft.start.utcMs, QTimeZone("Etc/GMT+3"));
    draft.end = shared::fromUtc(draft.end.utcMs, QTimeZone("Etc/GMT+3"));
    const auto dialog = editor(false, draft);
    // A zone that isn't offered is shown nevertheless, and stays.
    QCOMPARE(shown<QComboBox>(*dialog, u"Start: time zone"_s)->currentText(), u"Etc/GMT+3"_s);
    dialog->findChild<QPlainTextEdit *>()->setPlainText(u"Bring cake"_s);
    QCOMPARE(dialog->draft().start, draft.start);
    shown<QCheckBox>(*dialog, u"Time zones"_s)->click();
    QCOMPARE(dialog->draft().start.zone, u"Europe/Berlin"_s);
    QCOMPARE(dialog->draft().start.wall, draft.start.wall);
}

void TestDialogs::editorTakesTheCalendarsColour()
{
    const auto dialog = editor(true, dinner());
    QVERIFY(shown<QLabel>(*dialog, u"Brick, as the calendar"_s));
    shown<QComboBox>(*dialog, u"Calendar"_s)->setCurrentText(u"Cleo"_s);
    QVERIFY(shown<QLabel>(*dialog, u"Moss, as the calendar"_s));
    QCOMPARE(dialog->draft().colour, QString());
    QCOMPARE(dialog->calendar(), home().december.calendar(u"Cleo"_s));
    // Calendars that can't be written are not offered.
    QCOMPARE(shown<QComboBox>(*dialog, u"Calendar"_s)->findText(u"School"_s), -1);
}

void TestDialogs::editorAddsPeople()
{
    shared::EventDraft draft = dinner();
    draft.participants.clear();
    const auto dialog = editor(true, draft);
    auto *people = dialog->findChild<PeopleField *>();
    auto *add = shown<QLineEdit>(*dialog, u"Add a person"_s);
    for (const QString &name : {u"ana"_s, u"Aunt Elsa"_s, u"Ana"_s, u"  "_s}) {
        add->setText(name);
        QTest::keyClick(add, Qt::Key_Return);
    }
    QCOMPARE(people->people().size(), 2);
    QVERIFY(!people->people().first().user.isNull());
    QVERIFY(people->people().last().user.isNull());
    // Return in that line adds a person; it does not save.
    QVERIFY(dialog->isVisible());
    QTRY_VERIFY(shown<QAbstractButton>(*dialog, u"Remove Aunt Elsa"_s));
    shown<QAbstractButton>(*dialog, u"Remove Aunt Elsa"_s)->click();
    QCOMPARE(dialog->draft().participants.size(), 1);
}

void TestDialogs::editorClosesByKeys()
{
    auto dialog = editor(false, dinner());
    QTest::keyClick(dialog.get(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(dialog->result(), int(QDialog::Accepted));
    dialog = editor(false, dinner());
    QTest::keyClick(dialog.get(), Qt::Key_Escape);
    QCOMPARE(dialog->result(), int(QDialog::Rejected));
    QVERIFY(!dialog->isVisible());
}

void TestDialogs::editorReadsTimesFromRightToLeft()
{
    QApplication::setLayoutDirection(Qt::RightToLeft);
    const auto dialog = editor(false, dinner());
    QApplication::setLayoutDirection(Qt::LeftToRight);
    auto *start = shown<QTimeEdit>(*dialog, u"Start: time"_s);
    QCOMPARE(start->text(), u"19:00"_s);
    QCOMPARE(shown<QDateEdit>(*dialog, u"Start: date"_s)->text(), u"Thu 10 Dec 2026"_s);
    QCOMPARE(dialog->draft(), dinner());
}

namespace {
std::unique_ptr<QuickAdd> quickAdd(Household &home, QWidget &window)
{
    shared::EventDraft draft = home.december.item(u"Haircut"_s, 11);
    draft.name.clear();
    auto popover = std::make_unique<QuickAdd>(home.december.theme, home.december.calendars,
                                              home.december.index.zone(), draft, &window);
    popover->popup(QRect(100, 100, 50, 50), PopoverFrame::Side::After);
    return popover;
}
}

void TestDialogs::quickAddSavesByEnter()
{
    QWidget window;
    window.show();
    const auto popover = quickAdd(home(), window);
    QSignalSpy saved(popover.get(), &QuickAdd::saveWanted);
    QTest::keyClicks(popover->focusWidget(), u"Lunch"_s);
    QTest::keyClick(popover->focusWidget(), Qt::Key_Return);
    QCOMPARE(saved.size(), 1);
    QCOMPARE(saved.first().first().value<shared::EventDraft>().name, u"Lunch"_s);
    QVERIFY(!popover->isVisible());
}

void TestDialogs::quickAddWithoutATitle()
{
    QWidget window;
    window.show();
    const auto popover = quickAdd(home(), window);
    QSignalSpy saved(popover.get(), &QuickAdd::saveWanted);
    QTest::keyClick(popover->focusWidget(), Qt::Key_Return);
    QVERIFY(saved.isEmpty());
    QVERIFY(popover->isVisible());
    QVERIFY(!save(*popover)->isEnabled());
}

void TestDialogs::quickAddClosesByEscape()
{
    QWidget window;
    window.show();
    const auto popover = quickAdd(home(), window);
    QSignalSpy saved(popover.get(), &QuickAdd::saveWanted);
    QTest::keyClicks(popover->focusWidget(), u"Lunch"_s);
    QTest::keyClick(popover->focusWidget(), Qt::Key_Escape);
    QVERIFY(saved.isEmpty());
    QVERIFY(!popover->isVisible());
}

void TestDialogs::quickAddHandsOver()
{
    QWidget window;
    window.show();
    const auto popover = quickAdd(home(), window);
    QSignalSpy more(popover.get(), &QuickAdd::moreWanted);
    QTest::keyClicks(popover->focusWidget(), u"Lunch"_s);
    shown<QComboBox>(*popover, u"Calendar"_s)->setCurrentText(u"Cleo"_s);
    shown<QPushButton>(*popover, u"More…"_s)->click();
    QCOMPARE(more.size(), 1);
    QCOMPARE(more.first().first().value<shared::EventDraft>().name, u"Lunch"_s);
    QCOMPARE(more.first().last().value<shared::CalendarId>(), home().december.calendar(u"Cleo"_s));
}

void TestDialogs::calendarDialogShowsTheServersError()
{
    home().workspace.answer =
        shared::Error{shared::ErrorCode::Conflict, u"There is a calendar of that name already."_s};
    CalendarDialog dialog(home().december.theme, home().workspace, CalendarDialog::Purpose::Create, {},
                          nullptr);
    dialog.show();
    QVERIFY(!shown<QPushButton>(dialog, u"Create"_s)->isEnabled());
    QTest::keyClicks(shown<QLineEdit>(dialog, u"Name"_s), u"Book club"_s);
    shown<QPushButton>(dialog, u"Create"_s)->click();
    QVERIFY(!shown<QPushButton>(dialog, u"Create"_s)->isEnabled()); // under way
    QTRY_VERIFY(shown<QLabel>(dialog, u"There is a calendar of that name already."_s));
    QVERIFY(dialog.isVisible());
    QVERIFY(shown<QPushButton>(dialog, u"Create"_s)->isEnabled());
    QTest::keyClicks(shown<QLineEdit>(dialog, u"Name"_s), u" 2"_s);
    QVERIFY(!shown<QLabel>(dialog, u"There is a calendar of that name already."_s));
    home().workspace.answer = shared::Done{};
    shown<QPushButton>(dialog, u"Create"_s)->click();
    QTRY_VERIFY(!dialog.isVisible());
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
}

void TestDialogs::calendarDialogMakes()
{
    CalendarDialog dialog(home().december.theme, home().workspace, CalendarDialog::Purpose::Create, {},
                          nullptr);
    dialog.show();
    shown<QLineEdit>(dialog, u"Name"_s)->setText(u" Book club "_s);
    shown<QLineEdit>(dialog, u"Password"_s)->setText(u"sesame"_s);
    dialog.tryAccept();
    QTRY_COMPARE(dialog.result(), int(QDialog::Accepted));
    QCOMPARE(home().workspace.calls, QStringList{u"create Book club sesame moss"_s});
}

void TestDialogs::calendarDialogRefusesLongNames()
{
    CalendarDialog dialog(home().december.theme, home().workspace, CalendarDialog::Purpose::Join, {},
                          nullptr);
    dialog.show();
    shown<QLineEdit>(dialog, u"Name"_s)->setText(QString(101, u'x'));
    QVERIFY(!shown<QPushButton>(dialog, u"Join"_s)->isEnabled());
    QTest::keyClick(&dialog, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(home().workspace.calls.isEmpty());
}

void TestDialogs::aQuestionMayLoseItsWindow()
{
    auto *window = new QWidget;
    window->show();
    QTimer::singleShot(0, window, [window] { delete window; });
    QVERIFY(!confirm(home().december.theme, u"Leave?"_s, u"It is gone then."_s, u"Leave"_s, window));
}

QTEST_MAIN(TestDialogs)
#include "tst_dialogs.moc"
