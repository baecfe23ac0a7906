#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/styleparts.h"

#include <QFontMetricsF>
#include <QMenu>

#include <cmath>

namespace hearth::client::ui::parts {

namespace {

using namespace Qt::StringLiterals;

struct Words {
    QString label;
    QString shortcut;
};

Words wordsOf(const QStyleOptionMenuItem &option)
{
    const qsizetype tab = option.text.indexOf(u'\t');
    if (tab < 0)
        return {option.text, {}};
    return {option.text.left(tab), option.text.mid(tab + 1).replace(u'+', u' ')};
}

const QAction *actionOf(const QStyleOptionMenuItem &option, const QWidget *widget)
{
    const auto *menu = qobject_cast<const QMenu *>(widget);
    return menu ? menu->actionAt(option.rect.center()) : nullptr;
}

/// Where icons or ticks stand in this menu.
bool hasIconColumn(const QStyleOptionMenuItem &option)
{
    return option.maxIconWidth > 0 || option.menuHasCheckableItems;
}

void drawSeparator(const Context &c, const QStyleOptionMenuItem &option)
{
    const int inset = c.theme.measures().space4;
    if (option.text.isEmpty()) {
        paint::hline(c.painter, option.rect.left() + inset, option.rect.right() + 1 - inset,
                     option.rect.center().y(), c.theme.line());
        return;
    }
    const QRect rect = option.rect.adjusted(c.theme.measures().inputPad, 0, -inset, 0);
    paint::text(c.painter, rect, option.text, c.theme.font(FontRole::EventTitle), c.theme.ink3(),
                QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter));
}

void drawLeading(const Context &c, const QStyleOptionMenuItem &option, const QRect &rect,
                 const QColor &colour)
{
    const int size = c.theme.measures().icon16;
    if (option.checkType != QStyleOptionMenuItem::NotCheckable && option.icon.isNull()) {
        if (option.checked)
            Icons::paint(c.painter, rect, u"check"_s, size, c.theme.ink());
        return;
    }
    if (option.icon.isNull())
        return;
    const QString name = Icons::name(option.icon);
    if (!name.isEmpty())
        Icons::paint(c.painter, rect, name, size, colour, rightToLeft(option));
    else
        option.icon.paint(&c.painter, rect);
}

}

void drawMenuPanel(const Context &c, const QStyleOption &option, int margin)
{
    const QRectF box = QRectF(option.rect).adjusted(margin, margin, -margin, -margin);
    const int radius = c.theme.measures().radiusCard;
    if (margin > 0)
        paint::shadow(c.painter, box, radius, paint::Shadow::Popover, c.theme);
    paint::box(c.painter, box, margin > 0 ? radius : 0, c.theme.raised(), c.theme.lineStrong());
}

void drawMenuItem(const Context &c, const QStyleOptionMenuItem &option)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        drawSeparator(c, option);
        return;
    }
    const Theme &t = c.theme;
    const Measures &m = t.measures();
    const bool enabled = has(option, QStyle::State_Enabled);
    const bool danger = isDanger(actionOf(option, c.widget));
    if (enabled && has(option, QStyle::State_Selected))
        paint::box(c.painter, option.rect, m.radiusButton, t.select());
    const QColor ink = !enabled ? t.disabled() : danger ? t.badInk() : t.ink();
    const QColor iconInk = !enabled ? t.disabled() : danger ? t.badInk() : t.ink2();
    const auto visual = [&](const QRect &rect) {
        return QStyle::visualRect(option.direction, option.rect, rect);
    };
    QRect rect = option.rect.adjusted(m.inputPad, 0, -m.inputPad, 0);
    if (hasIconColumn(option)) {
        const QRect lead(rect.left(), rect.center().y() + 1 - m.icon16 / 2, m.icon16, m.icon16);
        drawLeading(c, option, visual(lead), iconInk);
        rect.setLeft(lead.right() + 1 + m.space8);
    }
    const Words words = wordsOf(option);
    const Qt::Alignment start = QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter);
    const Qt::Alignment end = QStyle::visualAlignment(option.direction, Qt::AlignRight | Qt::AlignVCenter);
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu) {
        const QRect arrow(rect.right() + 1 - m.icon16, rect.top(), m.icon16, rect.height());
        Icons::paint(c.painter, visual(arrow), u"right"_s, m.icon16, t.ink3(), rightToLeft(option));
        rect.setRight(arrow.left() - m.space8);
    }
    c.painter.setFont(t.font(FontRole::Control));
    c.painter.setPen(ink);
    c.painter.drawText(visual(rect), int(start) | Qt::TextHideMnemonic | Qt::TextSingleLine, words.label);
    if (!words.shortcut.isEmpty())
        paint::text(c.painter, visual(rect), words.shortcut, t.font(FontRole::Caption), t.ink3(), end);
}

void drawMenuBarItem(const Context &c, const QStyleOptionMenuItem &option)
{
    if (has(option, QStyle::State_Selected))
        paint::box(c.painter, option.rect, c.theme.measures().radiusButton,
                   has(option, QStyle::State_Sunken) ? c.theme.press() : c.theme.hover());
    c.painter.setFont(c.theme.font(FontRole::Control));
    c.painter.setPen(has(option, QStyle::State_Enabled) ? c.theme.ink() : c.theme.disabled());
    c.painter.drawText(option.rect, int(Qt::AlignCenter) | Qt::TextHideMnemonic, option.text);
}

QSize menuItemSize(const Theme &theme, const QStyleOptionMenuItem &option, const QWidget *)
{
    const Measures &m = theme.measures();
    if (option.menuItemType == QStyleOptionMenuItem::Separator)
        return {m.space12, option.text.isEmpty() ? m.space12 + 1 : m.calendarRow};
    const Words words = wordsOf(option);
    qreal width =
        QFontMetricsF(theme.font(FontRole::Control)).size(Qt::TextShowMnemonic, words.label).width();
    if (hasIconColumn(option))
        width += m.icon16 + m.space8;
    if (!words.shortcut.isEmpty())
        width += m.space32 + QFontMetricsF(theme.font(FontRole::Caption)).horizontalAdvance(words.shortcut);
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        width += m.icon16 + m.space8;
    return {std::max(theme.scaled(120), int(std::ceil(width)) + 2 * m.inputPad + m.space12), m.menuRow};
}

}
