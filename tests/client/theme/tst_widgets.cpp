#include "client/ui/theme/hearthstyle.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/widgets/avatar.h"
#include "client/ui/widgets/chip.h"
#include "client/ui/widgets/colourpicker.h"
#include "client/ui/widgets/formfield.h"
#include "client/ui/widgets/label.h"
#include "client/ui/widgets/popoverframe.h"
#include "client/ui/widgets/segmentedcontrol.h"
#include "client/ui/widgets/toastwidget.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QFocusFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <algorithm>

using namespace hearth::client::ui;
using namespace Qt::StringLiterals;

class TestWidgets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void buttonHeights_data();
    void buttonHeights();
    void textSizeReachesControls();
    void ringOnlyAfterKeyboard();
    void segmentsByMouseAndKeys();
    void toastUndo();
    void toastGoesByItself();
    void toastStaysInHost();
    void fieldProblem();
    void popoverOnScreen_data();
    void popoverOnScreen();
    void popoverEscape();
    void chipRemoves();
    void colours();
    void elided();
    void initials_data();
    void initials();

private:
    ThemeSource m_theme;
};

void TestWidgets::initTestCase()
{
    m_theme.setChoice(ThemeChoice::Light);
    QApplication::setStyle(new HearthStyle(m_theme));
}

void TestWidgets::buttonHeights_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("height");
    QTest::newRow("small") << int(ControlSize::Small) << 28;
    QTest::newRow("normal") << int(ControlSize::Normal) << 32;
    QTest::newRow("dialog") << int(ControlSize::Dialog) << 36;
    QTest::newRow("large") << int(ControlSize::Large) << 40;
}

void TestWidgets::buttonHeights()
{
    QFETCH(int, size);
    QFETCH(int, height);
    QPushButton button(u"Save"_s);
    QLineEdit input;
    setControlSize(button, ControlSize(size));
    setControlSize(input, ControlSize(size));
    QCOMPARE(button.sizeHint().height(), height);
    QCOMPARE(input.sizeHint().height(), height);
}

void TestWidgets::textSizeReachesControls()
{
    QPushButton button(u"Save"_s);
    QCOMPARE(button.sizeHint().height(), 32);
    m_theme.setTextSize(150);
    QCOMPARE(button.sizeHint().height(), 48);
    m_theme.setTextSize(100);
    QCOMPARE(button.sizeHint().height(), 32);
}

void TestWidgets::ringOnlyAfterKeyboard()
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *first = new QPushButton(u"One"_s);
    auto *second = new QPushButton(u"Two"_s);
    layout->addWidget(first);
    layout->addWidget(second);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    QTest::mouseClick(first, Qt::LeftButton);
    const auto ring = [&window]() -> QFocusFrame * {
        for (QFocusFrame *frame : window.findChildren<QFocusFrame *>()) {
            if (frame->widget())
                return frame;
        }
        return nullptr;
    };
    QVERIFY(!ring());
    first->setFocus();
    QTest::keyClick(first, Qt::Key_Tab);
    QTRY_VERIFY(ring());
    QCOMPARE(ring()->widget(), second);
    QTest::mouseClick(second, Qt::LeftButton);
    QVERIFY(!ring());
}

void TestWidgets::segmentsByMouseAndKeys()
{
    SegmentedControl control(m_theme);
    control.addSegment(1, u"Day"_s);
    control.addSegment(2, u"Week"_s);
    control.addSegment(7, u"Month"_s);
    control.show();
    control.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&control));
    QSignalSpy chosen(&control, &SegmentedControl::chosen);
    QCOMPARE(control.current(), 1);
    control.setCurrent(7);
    QCOMPARE(chosen.count(), 0);
    const auto buttons = control.findChildren<QAbstractButton *>();
    QTest::mouseClick(buttons[1], Qt::LeftButton);
    QCOMPARE(control.current(), 2);
    QCOMPARE(chosen.last().first().toInt(), 2);
    QCOMPARE(std::count_if(buttons.begin(), buttons.end(),
                           [](const QAbstractButton *b) { return b->isChecked(); }),
             1);
    buttons[1]->setFocus();
    QTest::keyClick(buttons[1], Qt::Key_Right);
    QCOMPARE(control.current(), 7);
    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(buttons[2]);
    QVERIFY(spoken);
    QCOMPARE(spoken->text(QAccessible::Name), u"Month"_s);
    QVERIFY(spoken->state().checkable);
    QVERIFY(spoken->state().checked);
}

void TestWidgets::toastUndo()
{
    QWidget host;
    host.resize(600, 400);
    ToastWidget toast(m_theme, &host);
    host.show();
    QVERIFY(QTest::qWaitForWindowExposed(&host));
    QSignalSpy undone(&toast, &ToastWidget::actionTaken);
    toast.sayWithUndo(u"Moved"_s, u"Ctrl+Z"_s);
    QVERIFY(toast.isVisible());
    QCOMPARE(toast.accessibleName(), u"Moved"_s);
    for (auto *button : toast.findChildren<QAbstractButton *>()) {
        if (button->text() == u"Undo"_s)
            button->click();
    }
    QCOMPARE(undone.count(), 1);
    QVERIFY(!toast.isVisible());
}

void TestWidgets::toastGoesByItself()
{
    QWidget host;
    host.resize(600, 400);
    ToastWidget toast(m_theme, &host);
    host.show();
    QSignalSpy gone(&toast, &ToastWidget::dismissed);
    toast.setStay(10);
    toast.say(u"Copied"_s);
    QTRY_COMPARE(gone.count(), 1);
    QVERIFY(!toast.isVisible());
}

void TestWidgets::toastStaysInHost()
{
    QWidget host;
    host.resize(300, 400);
    ToastWidget toast(m_theme, &host);
    host.show();
    toast.sayWithUndo(QString(200, u'x'));
    const int margin = m_theme.theme().measures().shadowMargin;
    const QRect panel = toast.geometry().adjusted(margin, margin, -margin, -margin);
    QVERIFY(panel.left() >= 0 && panel.right() < host.width());
    QCOMPARE(panel.height(), 40);
}

void TestWidgets::fieldProblem()
{
    auto *input = new QLineEdit;
    FormField field(m_theme, u"End"_s, input);
    QCOMPARE(input->accessibleName(), u"End"_s);
    field.setProblem(u"The end is before the start."_s, u"Make it 18:45"_s);
    QVERIFY(field.hasProblem());
    QVERIFY(hasError(input));
    QCOMPARE(input->accessibleDescription(), u"The end is before the start."_s);
    QSignalSpy repair(&field, &FormField::repairWanted);
    for (QLabel *label : field.findChildren<QLabel *>())
        Q_EMIT label->linkActivated(u"repair"_s);
    QVERIFY(repair.count() > 0);
    field.clearProblem();
    QVERIFY(!hasError(input));
    QVERIFY(!field.hasProblem());
}

void TestWidgets::popoverOnScreen_data()
{
    QTest::addColumn<QPoint>("anchor");
    QTest::newRow("top left") << QPoint(0, 0);
    QTest::newRow("middle") << QPoint(300, 300);
    QTest::newRow("bottom right") << QPoint(780, 580);
}

void TestWidgets::popoverOnScreen()
{
    QFETCH(QPoint, anchor);
    QWidget window;
    window.show();
    PopoverFrame popover(m_theme, &window);
    popover.content()->addWidget(new QLabel(u"Dinner with Oma"_s));
    const QRect around(anchor, QSize(20, 20));
    popover.popup(around, PopoverFrame::Side::After);
    const QRect panel = popover.panel().translated(popover.pos());
    QVERIFY(popover.screen()->availableGeometry().contains(panel));
    QVERIFY(!panel.intersects(around));
    QVERIFY(panel.width() >= 316);
}

void TestWidgets::popoverEscape()
{
    QWidget window;
    window.show();
    PopoverFrame popover(m_theme, &window);
    popover.popup(QRect(100, 100, 10, 10), PopoverFrame::Side::Below);
    QSignalSpy closed(&popover, &PopoverFrame::closed);
    QTest::keyClick(&popover, Qt::Key_Escape);
    QVERIFY(!popover.isVisible());
    QCOMPARE(closed.count(), 1);
}

void TestWidgets::chipRemoves()
{
    Chip chip(m_theme, u"10 minutes before"_s);
    chip.setRemovable(u"Remove 10 minutes before"_s);
    chip.show();
    QSignalSpy removed(&chip, &Chip::removeWanted);
    QTest::mouseClick(&chip, Qt::LeftButton, {}, QPoint(5, chip.height() / 2));
    QCOMPARE(removed.count(), 0);
    QTest::mouseClick(&chip, Qt::LeftButton, {}, QPoint(chip.width() - 10, chip.height() / 2));
    QCOMPARE(removed.count(), 1);
    QTest::keyClick(&chip, Qt::Key_Delete);
    QCOMPARE(removed.count(), 2);
}

void TestWidgets::colours()
{
    ColourPicker picker(m_theme);
    QSignalSpy chosen(&picker, &ColourPicker::chosen);
    picker.setColour(CalendarColour::Plum);
    QCOMPARE(picker.colour(), CalendarColour::Plum);
    QCOMPARE(chosen.count(), 0);
    QCOMPARE(picker.findChildren<QAbstractButton *>().size(), 12);
    picker.findChildren<QAbstractButton *>().at(3)->click();
    QCOMPARE(picker.colour(), CalendarColour::Olive);
    QCOMPARE(chosen.count(), 1);
}

void TestWidgets::elided()
{
    ElidedLabel label(m_theme, u"A rather long calendar name"_s, FontRole::Control);
    label.resize(60, 18);
    label.show();
    QVERIFY(label.text().endsWith(u'…'));
    QCOMPARE(label.toolTip(), u"A rather long calendar name"_s);
    label.resize(label.sizeHint());
    QCOMPARE(label.text(), u"A rather long calendar name"_s);
    QVERIFY(label.toolTip().isEmpty());
}

void TestWidgets::initials_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("initial");
    QTest::newRow("latin") << u"ana"_s << u"A"_s;
    QTest::newRow("spaces") << u"  (Ben)"_s << u"B"_s;
    QTest::newRow("umlaut") << u"Özlem"_s << u"Ö"_s;
    QTest::newRow("number") << u"7 dwarfs"_s << u"7"_s;
    QTest::newRow("none") << QString() << QString();
}

void TestWidgets::initials()
{
    QFETCH(QString, name);
    QFETCH(QString, initial);
    QCOMPARE(initialOf(name), initial);
}

QTEST_MAIN(TestWidgets)
#include "tst_widgets.moc"
