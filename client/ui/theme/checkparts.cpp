#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/styleparts.h"

#include <QFontMetricsF>

#include <cmath>

namespace hearth::client::ui::parts {

namespace {

using namespace Qt::StringLiterals;

struct CheckLook {
    QColor on; ///< Fill of what is on.
    QColor mark; ///< The tick on it.
    QColor off; ///< Outline of what is off.
};

CheckLook lookOf(const Context &c, const QStyleOption &option)
{
    const Theme &t = c.theme;
    if (!has(option, QStyle::State_Enabled))
        return {t.lineStrong(), t.paper(), t.lineStrong()};
    if (const auto colour = calendarColourOf(c.widget)) {
        const QColor edge = t.tint(*colour).edge;
        return {edge, t.onEdge(), edge};
    }
    if (has(option, QStyle::State_Sunken))
        return {t.emberPress(), t.onEmber(), t.ink2()};
    if (has(option, QStyle::State_MouseOver))
        return {t.emberHover(), t.onEmber(), t.ink3()};
    return {t.ember(), t.onEmber(), t.control()};
}

QColor groundOf(const Context &c, const QStyleOption &option)
{
    if (!has(option, QStyle::State_Enabled))
        return c.theme.paper();
    if (calendarColourOf(c.widget))
        return {};
    return has(option, QStyle::State_Sunken) ? c.theme.press() : c.theme.raised();
}

void drawSwitch(const Context &c, const QStyleOption &option, const QRectF &rect)
{
    const CheckLook look = lookOf(c, option);
    const bool on = has(option, QStyle::State_On);
    const qreal radius = rect.height() / 2;
    if (on)
        paint::box(c.painter, rect, radius, look.on);
    else
        paint::box(c.painter, rect, radius, groundOf(c, option), look.off);
    const bool atEnd = on != rightToLeft(option);
    const qreal knob = rect.height() * (on ? 0.7 : 0.6);
    const QPointF centre(atEnd ? rect.right() - radius : rect.left() + radius, rect.center().y());
    paint::dot(c.painter, centre, knob, on ? look.mark : look.off);
}

void drawLabel(const Context &c, const QStyleOptionButton &option, const QRect &indicator)
{
    if (option.text.isEmpty())
        return;
    const int gap = c.theme.measures().space8;
    QRect rect = option.rect;
    if (rightToLeft(option))
        rect.setRight(indicator.left() - gap);
    else
        rect.setLeft(indicator.right() + 1 + gap);
    c.painter.setFont(c.theme.font(FontRole::Control));
    c.painter.setPen(has(option, QStyle::State_Enabled) ? c.theme.ink() : c.theme.disabled());
    const Qt::Alignment side = QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter);
    c.painter.drawText(rect, int(side) | Qt::TextHideMnemonic | Qt::TextWordWrap, option.text);
}

}

void drawCheckMark(const Context &c, const QStyleOption &option, const QRectF &rect)
{
    const CheckLook look = lookOf(c, option);
    const qreal radius = std::min<qreal>(c.theme.measures().radiusEvent, rect.width() / 3.6);
    const bool mixedState = has(option, QStyle::State_NoChange);
    if (!has(option, QStyle::State_On) && !mixedState) {
        const qreal width = calendarColourOf(c.widget) ? 1.5 : 0;
        paint::box(c.painter, rect, radius, groundOf(c, option), look.off, width);
        return;
    }
    paint::box(c.painter, rect, radius, look.on);
    const int size = int(std::lround(rect.width() * 0.84));
    Icons::paint(c.painter, rect, mixedState ? u"minus"_s : u"tick"_s, size, look.mark);
}

void drawRadioMark(const Context &c, const QStyleOption &option, const QRectF &rect)
{
    const CheckLook look = lookOf(c, option);
    if (!has(option, QStyle::State_On)) {
        paint::box(c.painter, rect, rect.width() / 2, groundOf(c, option), look.off);
        return;
    }
    paint::dot(c.painter, rect.center(), rect.width(), look.on);
    paint::dot(c.painter, rect.center(), rect.width() * 0.42, look.mark);
}

QRect indicatorRect(const Theme &theme, const QStyleOption &option, const QWidget *widget, bool radio)
{
    const Measures &m = theme.measures();
    QSize size(m.checkBox, m.checkBox);
    if (radio)
        size = {m.radio, m.radio};
    else if (isSwitch(widget))
        size = {m.switchWidth, m.switchHeight};
    else if (calendarColourOf(widget))
        size = {m.checkBoxRow, m.checkBoxRow};
    const QRect logical(option.rect.left(), option.rect.top() + (option.rect.height() - size.height()) / 2,
                        size.width(), size.height());
    return QStyle::visualRect(option.direction, option.rect, logical);
}

void drawCheckBox(const Context &c, const QStyleOptionButton &option)
{
    const QRect indicator = indicatorRect(c.theme, option, c.widget, false);
    if (isSwitch(c.widget))
        drawSwitch(c, option, indicator);
    else
        drawCheckMark(c, option, indicator);
    drawLabel(c, option, indicator);
}

void drawRadioButton(const Context &c, const QStyleOptionButton &option)
{
    const QRect indicator = indicatorRect(c.theme, option, c.widget, true);
    drawRadioMark(c, option, indicator);
    drawLabel(c, option, indicator);
}

QSize checkSize(const Theme &theme, const QStyleOptionButton &option, const QWidget *widget, bool radio)
{
    const QSize indicator = indicatorRect(theme, option, widget, radio).size();
    const Measures &m = theme.measures();
    if (option.text.isEmpty())
        return {indicator.width(), std::max(indicator.height(), m.target)};
    const QSizeF text = QFontMetricsF(theme.font(FontRole::Control)).size(Qt::TextShowMnemonic, option.text);
    return {indicator.width() + m.space8 + int(std::ceil(text.width())) + 1,
            std::max({indicator.height(), m.target, int(std::ceil(text.height()))})};
}

}
