#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/styleparts.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDateTimeEdit>

namespace hearth::client::ui::parts {

namespace {

using namespace Qt::StringLiterals;

/// What a line edit keeps free before its text by itself.
constexpr int kEditMargin = 2;

/// Combo and spin boxes hold a line edit, which has the focus in their stead.
bool hasFocusInside(const QStyleOption &option, const QWidget *widget)
{
    return has(option, QStyle::State_HasFocus) || (widget && widget->hasFocus())
        || (widget && widget->focusProxy() && widget->focusProxy()->hasFocus())
        || (widget && widget->isAncestorOf(widget->window()->focusWidget())
            && widget->window()->isActiveWindow() && widget->window()->focusWidget()->hasFocus());
}

int arrowWidth(const Theme &theme)
{
    return theme.measures().icon16 + theme.measures().inputPad + theme.measures().space4;
}

}

void drawInputBox(const Context &c, const QStyleOption &option)
{
    const Theme &t = c.theme;
    const int radius = t.measures().radiusButton;
    if (!has(option, QStyle::State_Enabled))
        paint::box(c.painter, option.rect, radius, QColor(), t.line());
    else if (hasFocusInside(option, c.widget))
        paint::box(c.painter, option.rect, radius, t.raised(), hasError(c.widget) ? t.bad() : t.ember(),
                   t.measures().focusWidth);
    else if (hasError(c.widget))
        paint::box(c.painter, option.rect, radius, t.raised(), t.bad());
    else
        paint::box(c.painter, option.rect, radius, t.raised(),
                   has(option, QStyle::State_MouseOver) ? t.control() : t.lineStrong());
}

void drawComboBox(const Context &c, const QStyleOptionComboBox &option)
{
    if (!option.editable && !qobject_cast<const QAbstractSpinBox *>(c.widget)) {
        const bool focused = showsFocus(c.widget);
        QStyleOptionComboBox box = option;
        box.state.setFlag(QStyle::State_HasFocus, false);
        const QColor fill = !has(option, QStyle::State_Enabled) ? QColor()
            : has(option, QStyle::State_MouseOver)              ? c.theme.hover()
                                                                : c.theme.raised();
        const QColor edge = !has(option, QStyle::State_Enabled) ? c.theme.line()
            : focused                                           ? c.theme.ember()
            : hasError(c.widget)                                ? c.theme.bad()
                                                                : c.theme.lineStrong();
        paint::box(c.painter, option.rect, c.theme.measures().radiusButton, fill, edge,
                   focused ? c.theme.measures().focusWidth : 0);
    } else if (option.frame) {
        drawInputBox(c, option);
    }
    const QRect arrow = comboRect(c.theme, option, QStyle::SC_ComboBoxArrow);
    const bool date = qobject_cast<const QDateTimeEdit *>(c.widget);
    const QColor colour = has(option, QStyle::State_Enabled) ? c.theme.ink2() : c.theme.disabled();
    Icons::paint(c.painter, arrow, date ? u"calendar"_s : u"down"_s, c.theme.measures().icon16, colour);
}

void drawComboLabel(const Context &c, const QStyleOptionComboBox &option)
{
    if (option.editable)
        return;
    const Measures &m = c.theme.measures();
    QRect rect = comboRect(c.theme, option, QStyle::SC_ComboBoxEditField);
    const bool rtl = rightToLeft(option);
    if (!option.currentIcon.isNull()) {
        const int size = m.icon16;
        const QRect place(rtl ? rect.right() - size : rect.left(), rect.center().y() - size / 2, size, size);
        const QString name = Icons::name(option.currentIcon);
        if (name.isEmpty())
            option.currentIcon.paint(&c.painter, place);
        else
            Icons::paint(c.painter, place, name, size, c.theme.ink2(), rtl);
        rtl ? rect.setRight(place.left() - m.space8) : rect.setLeft(place.right() + m.space8);
    }
    const QColor colour = has(option, QStyle::State_Enabled) ? c.theme.ink() : c.theme.disabled();
    const QFont font = c.widget ? c.widget->font() : c.theme.font(FontRole::Body);
    paint::text(c.painter, rect, option.currentText, font, colour,
                QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter));
}

void drawSpinBox(const Context &c, const QStyleOptionSpinBox &option)
{
    if (option.frame)
        drawInputBox(c, option);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto arrow = [&](QStyle::SubControl sub, const QString &name,
                           QAbstractSpinBox::StepEnabledFlag step) {
        const bool enabled = has(option, QStyle::State_Enabled) && (option.stepEnabled & step);
        const bool active = option.activeSubControls & sub;
        const QColor colour = !enabled ? c.theme.lineStrong() : active ? c.theme.ink() : c.theme.ink3();
        const QRect rect = spinRect(c.theme, option, sub);
        if (enabled && active)
            paint::box(c.painter, QRectF(rect).adjusted(2, 1, -2, -1), 3, c.theme.hover());
        Icons::paint(c.painter, rect, name, c.theme.measures().icon12, colour);
    };
    arrow(QStyle::SC_SpinBoxUp, u"up"_s, QAbstractSpinBox::StepUpEnabled);
    arrow(QStyle::SC_SpinBoxDown, u"down"_s, QAbstractSpinBox::StepDownEnabled);
}

QRect comboRect(const Theme &theme, const QStyleOptionComboBox &option, QStyle::SubControl sub)
{
    const Measures &m = theme.measures();
    QRect rect = option.rect;
    const int arrow = arrowWidth(theme);
    switch (sub) {
    case QStyle::SC_ComboBoxEditField:
        rect.adjust(option.editable ? m.inputPad - kEditMargin : m.inputPad, 2, -arrow, -2);
        break;
    case QStyle::SC_ComboBoxArrow:
        rect.setLeft(rect.right() + 1 - arrow);
        break;
    default:
        return rect;
    }
    return QStyle::visualRect(option.direction, option.rect, rect);
}

QRect spinRect(const Theme &theme, const QStyleOptionSpinBox &option, QStyle::SubControl sub)
{
    const Measures &m = theme.measures();
    const int buttons = option.buttonSymbols == QAbstractSpinBox::NoButtons ? 0 : m.icon12 + m.inputPad;
    QRect rect = option.rect;
    switch (sub) {
    case QStyle::SC_SpinBoxEditField:
        rect.adjust(m.inputPad - kEditMargin, 2, -std::max(buttons, m.inputPad - kEditMargin), -2);
        break;
    case QStyle::SC_SpinBoxUp:
        rect = QRect(rect.right() + 1 - buttons - 1, rect.top() + 3, buttons, rect.height() / 2 - 3);
        break;
    case QStyle::SC_SpinBoxDown:
        rect = QRect(rect.right() + 1 - buttons - 1, rect.top() + rect.height() / 2, buttons,
                     rect.height() / 2 - 3);
        break;
    default:
        return rect;
    }
    return QStyle::visualRect(option.direction, option.rect, rect);
}

}
