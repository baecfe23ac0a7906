#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/styleparts.h"

#include <QFontMetricsF>

#include <cmath>

namespace hearth::client::ui::parts {

namespace {

using namespace Qt::StringLiterals;

struct ButtonLook {
    QColor fill;
    QColor edge;
    QColor text;
    QColor icon;
};

/// Fill by hover and press; `rest` is the fill at rest (invalid: none).
QColor ground(const Theme &t, const QStyleOption &option, const QColor &rest)
{
    if (has(option, QStyle::State_Sunken))
        return t.press();
    if (has(option, QStyle::State_On))
        return t.select();
    return has(option, QStyle::State_MouseOver) ? t.hover() : rest;
}

QColor emberGround(const Theme &t, const QStyleOption &option)
{
    if (has(option, QStyle::State_Sunken))
        return t.emberPress();
    return has(option, QStyle::State_MouseOver) ? t.emberHover() : t.ember();
}

ButtonLook disabledLook(const Theme &t, ButtonRole role)
{
    const bool bare = role == ButtonRole::Flat || role == ButtonRole::Link || role == ButtonRole::Icon;
    return {QColor(), bare ? QColor() : t.line(), t.disabled(), t.disabled()};
}

ButtonLook lookOf(const Theme &t, const QStyleOption &option, ButtonRole role)
{
    if (!has(option, QStyle::State_Enabled))
        return disabledLook(t, role);
    switch (role) {
    case ButtonRole::Normal:
        return {ground(t, option, t.raised()), t.lineStrong(), t.ink(), t.ink2()};
    case ButtonRole::Primary:
        return {emberGround(t, option), QColor(), t.onEmber(), t.onEmber()};
    case ButtonRole::Danger:
        return {ground(t, option, t.raised()), t.lineStrong(), t.badInk(), t.badInk()};
    case ButtonRole::Flat:
        return {ground(t, option, QColor()), QColor(), t.ink(), t.ink2()};
    case ButtonRole::Link:
        return {QColor(), QColor(), t.emberInk(), t.emberInk()};
    case ButtonRole::Icon:
        return {ground(t, option, QColor()), QColor(), t.ink(),
                has(option, QStyle::State_On) ? t.ink() : t.ink2()};
    }
    return {};
}

QFont buttonFont(const Theme &theme, const QWidget *widget)
{
    QFont font = theme.font(FontRole::ControlStrong);
    if (controlSize(widget) == ControlSize::Large)
        font.setPixelSize(theme.font(FontRole::Body).pixelSize());
    if (buttonRole(widget) == ButtonRole::Link)
        font.setUnderline(true);
    return font;
}

int padding(const Theme &theme, const QWidget *widget)
{
    const Measures &m = theme.measures();
    if (buttonRole(widget) == ButtonRole::Link)
        return m.space2;
    switch (controlSize(widget)) {
    case ControlSize::Small:
        return m.buttonPadSmall;
    case ControlSize::Normal:
    case ControlSize::Dialog:
        return m.buttonPad;
    case ControlSize::Large:
        return m.buttonPadLarge;
    }
    return m.buttonPad;
}

qreal textWidth(const QString &text, const QFont &font)
{
    return text.isEmpty() ? 0 : QFontMetricsF(font).size(Qt::TextShowMnemonic, text).width();
}

void drawIcon(const Context &c, const QRectF &rect, const QIcon &icon, int size, const QColor &colour,
              const QStyleOption &option)
{
    const QString name = Icons::name(icon);
    if (!name.isEmpty()) {
        Icons::paint(c.painter, rect, name, size, colour, rightToLeft(option));
        return;
    }
    const QIcon::Mode mode = has(option, QStyle::State_Enabled) ? QIcon::Normal : QIcon::Disabled;
    const QRect target(QPoint(int(rect.center().x()) - size / 2, int(rect.center().y()) - size / 2),
                       QSize(size, size));
    icon.paint(&c.painter, target, Qt::AlignCenter, mode);
}

/// Icon, text and menu chevron beside each other, centred.
void drawLabel(const Context &c, const QStyleOption &option, const QString &text, const QIcon &icon,
               int iconSize, bool chevron, const ButtonLook &look)
{
    const Measures &m = c.theme.measures();
    const QFont font = buttonFont(c.theme, c.widget);
    const qreal gap = m.space8;
    const qreal iconWidth = icon.isNull() ? 0 : iconSize;
    const qreal chevronWidth = chevron ? m.icon16 : 0;
    const int pieces = int(iconWidth > 0) + int(!text.isEmpty()) + int(chevron);
    const qreal room =
        option.rect.width() - iconWidth - chevronWidth - gap * std::max(0, pieces - 1) - m.space4;
    const qreal labelWidth = std::min(room, std::ceil(textWidth(text, font)));
    qreal x = option.rect.left()
        + (option.rect.width() - iconWidth - labelWidth - chevronWidth - gap * std::max(0, pieces - 1)) / 2;
    const auto place = [&](qreal width) {
        const QRectF logical(x, option.rect.top(), width, option.rect.height());
        x += width + gap;
        if (!rightToLeft(option))
            return logical;
        const QRectF whole(option.rect);
        return QRectF(whole.left() + whole.right() - logical.right(), logical.top(), width, logical.height());
    };
    if (iconWidth > 0)
        drawIcon(c, place(iconWidth), icon, iconSize, look.icon, option);
    if (!text.isEmpty()) {
        c.painter.setFont(font);
        c.painter.setPen(look.text);
        const QString line =
            QFontMetricsF(font).elidedText(text, Qt::ElideRight, labelWidth + 1, Qt::TextShowMnemonic);
        c.painter.drawText(place(labelWidth), int(Qt::AlignCenter) | Qt::TextHideMnemonic | Qt::TextDontClip,
                           line);
    }
    if (chevron)
        Icons::paint(c.painter, place(chevronWidth), u"down"_s, m.icon16, look.icon);
}

int iconSizeOf(const Theme &theme, const QWidget *widget)
{
    return buttonRole(widget) == ButtonRole::Icon && controlSize(widget) != ControlSize::Small
        ? theme.measures().icon20
        : theme.measures().icon16;
}

bool isIconOnly(const QStyleOptionToolButton &option)
{
    return option.text.isEmpty() || option.toolButtonStyle == Qt::ToolButtonIconOnly;
}

ButtonRole toolRole(const QStyleOptionToolButton &option, const QWidget *widget)
{
    const ButtonRole role = buttonRole(widget);
    if (role != ButtonRole::Normal)
        return role;
    return isIconOnly(option) && !option.icon.isNull() ? ButtonRole::Icon : ButtonRole::Flat;
}

}

void drawButtonPanel(const Context &c, const QStyleOption &option)
{
    const ButtonLook look = lookOf(c.theme, option, buttonRole(c.widget));
    const int radius = c.theme.measures().radiusButton;
    if (look.edge.isValid())
        paint::box(c.painter, option.rect, radius, look.fill, look.edge);
    else
        paint::box(c.painter, option.rect, radius, look.fill);
}

void drawPushButton(const Context &c, const QStyleOptionButton &option)
{
    drawButtonPanel(c, option);
    const ButtonLook look = lookOf(c.theme, option, buttonRole(c.widget));
    const bool chevron = option.features & QStyleOptionButton::HasMenu;
    drawLabel(c, option, option.text, option.icon, iconSizeOf(c.theme, c.widget), chevron, look);
}

void drawToolButton(const Context &c, const QStyleOptionToolButton &option)
{
    const ButtonRole role = toolRole(option, c.widget);
    const ButtonLook look = lookOf(c.theme, option, role);
    paint::box(c.painter, option.rect, c.theme.measures().radiusButton, look.fill,
               look.edge.isValid() ? look.edge : look.fill);
    if (option.features & QStyleOptionToolButton::Arrow) {
        const bool back = option.arrowType == Qt::LeftArrow;
        const QString name = option.arrowType == Qt::UpArrow ? u"up"_s
            : option.arrowType == Qt::DownArrow              ? u"down"_s
            : back                                           ? u"left"_s
                                                             : u"right"_s;
        Icons::paint(c.painter, option.rect, name, c.theme.measures().icon16, look.icon, rightToLeft(option));
        return;
    }
    const bool chevron = (option.features & QStyleOptionToolButton::HasMenu) && !isIconOnly(option);
    const QString text =
        option.toolButtonStyle == Qt::ToolButtonIconOnly && !option.icon.isNull() ? QString() : option.text;
    const int iconSize = role == ButtonRole::Icon
        ? std::min(c.theme.measures().icon20, option.rect.height() - 8)
        : c.theme.measures().icon16;
    drawLabel(c, option, text, option.icon, iconSize, chevron, look);
}

QSize pushButtonSize(const Theme &theme, const QStyleOptionButton &option, const QWidget *widget)
{
    const Measures &m = theme.measures();
    const int height = controlHeight(widget, theme);
    if (buttonRole(widget) == ButtonRole::Icon || (option.text.isEmpty() && !option.icon.isNull()))
        return {height, height};
    qreal width = textWidth(option.text, buttonFont(theme, widget));
    if (!option.icon.isNull())
        width += iconSizeOf(theme, widget) + m.space8;
    if (option.features & QStyleOptionButton::HasMenu)
        width += m.icon16 + m.space8;
    if (buttonRole(widget) == ButtonRole::Link)
        return {int(std::ceil(width)) + 2 * padding(theme, widget),
                std::max(m.target, theme.lineHeight(FontRole::Control))};
    return {int(std::ceil(width)) + 2 * padding(theme, widget), height};
}

QSize toolButtonSize(const Theme &theme, const QStyleOptionToolButton &option, const QWidget *widget)
{
    const int height = controlHeight(widget, theme);
    if (isIconOnly(option))
        return {height, height};
    qreal width = textWidth(option.text, buttonFont(theme, widget));
    if (!option.icon.isNull())
        width += theme.measures().icon16 + theme.measures().space8;
    if (option.features & QStyleOptionToolButton::HasMenu)
        width += theme.measures().icon16 + theme.measures().space8;
    return {int(std::ceil(width)) + 2 * padding(theme, widget), height};
}

}
