#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/styleparts.h"

#include <QAbstractScrollArea>
#include <QCheckBox>
#include <QFocusFrame>
#include <QFontMetricsF>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QTextEdit>

namespace hearth::client::ui::parts {

namespace {

using namespace Qt::StringLiterals;

int itemCorners(const QStyleOptionViewItem &option)
{
    const int start = paint::TopLeft | paint::BottomLeft;
    const int end = paint::TopRight | paint::BottomRight;
    switch (option.viewItemPosition) {
    case QStyleOptionViewItem::Beginning:
        return rightToLeft(option) ? end : start;
    case QStyleOptionViewItem::End:
        return rightToLeft(option) ? start : end;
    case QStyleOptionViewItem::Middle:
        return 0;
    case QStyleOptionViewItem::Invalid:
    case QStyleOptionViewItem::OnlyOne:
        break;
    }
    return paint::AllCorners;
}

bool isTextInput(const QWidget *widget)
{
    return qobject_cast<const QTextEdit *>(widget) || qobject_cast<const QPlainTextEdit *>(widget);
}

}

void drawItemPanel(const Context &c, const QStyleOptionViewItem &option)
{
    const Theme &t = c.theme;
    if (option.backgroundBrush.style() != Qt::NoBrush)
        c.painter.fillRect(option.rect, option.backgroundBrush);
    QColor fill;
    if (has(option, QStyle::State_Selected))
        fill = t.select();
    else if (has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled))
        fill = t.hover();
    paint::box(c.painter, option.rect, t.measures().radiusButton, fill, itemCorners(option));
    if (has(option, QStyle::State_HasFocus) && showsFocus(c.widget))
        paint::box(c.painter, option.rect, t.measures().radiusButton, QColor(), t.ember(),
                   t.measures().focusWidth);
}

QRect scrollBarRect(const Theme &theme, const QStyleOptionSlider &option, QStyle::SubControl sub)
{
    const bool across = option.orientation == Qt::Horizontal;
    const int length = across ? option.rect.width() : option.rect.height();
    const int range = option.maximum - option.minimum;
    int thumb = length;
    if (range > 0) {
        const qint64 share = qint64(length) * option.pageStep / (qint64(range) + option.pageStep);
        thumb = std::clamp(int(share), std::min(length, theme.measures().target + theme.measures().space8),
                           length);
    }
    const int at = QStyle::sliderPositionFromValue(option.minimum, option.maximum, option.sliderPosition,
                                                   length - thumb, option.upsideDown);
    const auto along = [&](int from, int size) {
        const QRect rect = across
            ? QRect(option.rect.left() + from, option.rect.top(), size, option.rect.height())
            : QRect(option.rect.left(), option.rect.top() + from, option.rect.width(), size);
        return QStyle::visualRect(option.direction, option.rect, rect);
    };
    switch (sub) {
    case QStyle::SC_ScrollBarSlider:
        return along(at, thumb);
    case QStyle::SC_ScrollBarSubPage:
        return along(0, at);
    case QStyle::SC_ScrollBarAddPage:
        return along(at + thumb, length - at - thumb);
    case QStyle::SC_ScrollBarGroove:
        return option.rect;
    default:
        return {};
    }
}

void drawScrollBar(const Context &c, const QStyleOptionSlider &option, const QRect &thumb)
{
    if (option.maximum <= option.minimum)
        return;
    const Theme &t = c.theme;
    const bool held =
        has(option, QStyle::State_Sunken) && (option.activeSubControls & QStyle::SC_ScrollBarSlider);
    const bool over = has(option, QStyle::State_MouseOver);
    const QRectF box = QRectF(thumb).adjusted(2, 2, -2, -2);
    const qreal radius = std::min(box.width(), box.height()) / 2;
    paint::box(c.painter, box, radius, held ? t.ink2() : over ? t.ink3() : t.control());
}

void drawSlider(const Context &c, const QStyleOptionSlider &option, const QRect &handle)
{
    const Theme &t = c.theme;
    const bool across = option.orientation == Qt::Horizontal;
    const QPointF middle = QRectF(handle).center();
    const qreal half = t.measures().progress / 2.0;
    QRectF groove(option.rect);
    across ? groove.setTop(middle.y() - half) : groove.setLeft(middle.x() - half);
    across ? groove.setHeight(2 * half) : groove.setWidth(2 * half);
    paint::box(c.painter, groove, half, t.lineStrong());
    QRectF done = groove;
    if (across)
        option.upsideDown ? done.setLeft(middle.x()) : done.setRight(middle.x());
    else
        option.upsideDown ? done.setTop(middle.y()) : done.setBottom(middle.y());
    const bool enabled = has(option, QStyle::State_Enabled);
    paint::box(c.painter, done, half, enabled ? t.ember() : t.control());
    const qreal knob = t.measures().icon16;
    const QRectF box(middle - QPointF(knob / 2, knob / 2), QSizeF(knob, knob));
    paint::box(c.painter, box, knob / 2, has(option, QStyle::State_MouseOver) ? t.hover() : t.raised(),
               t.control());
}

void drawProgress(const Context &c, const QStyleOptionProgressBar &option)
{
    const Theme &t = c.theme;
    const qreal height = t.measures().progress;
    QRectF track(option.rect);
    track.moveTop(track.center().y() - height / 2);
    track.setHeight(height);
    paint::box(c.painter, track, height / 2, t.select());
    const qint64 range = qint64(option.maximum) - option.minimum;
    const qreal share =
        range > 0 ? std::clamp(qreal(option.progress - option.minimum) / qreal(range), 0.0, 1.0) : 0.3;
    if (share <= 0)
        return;
    QRectF done = track;
    done.setWidth(std::max(height, track.width() * share));
    if (rightToLeft(option) != option.invertedAppearance)
        done.moveRight(track.right());
    paint::box(c.painter, done, height / 2, t.ember());
}

void drawTab(const Context &c, const QStyleOptionTab &option)
{
    const Theme &t = c.theme;
    QColor fill;
    if (has(option, QStyle::State_Selected))
        fill = t.select();
    else if (has(option, QStyle::State_MouseOver) && has(option, QStyle::State_Enabled))
        fill = t.hover();
    const QRectF box = QRectF(option.rect).adjusted(2, 2, -2, -2);
    paint::box(c.painter, box, t.measures().radiusButton, fill);
    if (has(option, QStyle::State_HasFocus) && showsFocus(c.widget))
        paint::box(c.painter, box, t.measures().radiusButton, QColor(), t.ember(), t.measures().focusWidth);
}

void drawTabLabel(const Context &c, const QStyleOptionTab &option)
{
    const Theme &t = c.theme;
    const bool selected = has(option, QStyle::State_Selected);
    QRect rect = option.rect;
    if (!option.icon.isNull()) {
        const int size = t.measures().icon16;
        const QRect logical(rect.left() + t.measures().space12, rect.center().y() - size / 2, size, size);
        const QRect place = QStyle::visualRect(option.direction, rect, logical);
        const QString name = Icons::name(option.icon);
        if (name.isEmpty())
            option.icon.paint(&c.painter, place);
        else
            Icons::paint(c.painter, place, name, size, selected ? t.ink() : t.ink2(), rightToLeft(option));
        rightToLeft(option) ? rect.setRight(place.left()) : rect.setLeft(place.right());
    }
    c.painter.setFont(t.font(FontRole::ControlStrong));
    c.painter.setPen(!has(option, QStyle::State_Enabled) ? t.disabled() : selected ? t.ink() : t.ink2());
    c.painter.drawText(rect, int(Qt::AlignCenter) | Qt::TextHideMnemonic, option.text);
}

void drawHeader(const Context &c, const QStyleOption &option)
{
    c.painter.fillRect(option.rect, c.theme.raised());
    paint::hline(c.painter, option.rect.left(), option.rect.right() + 1, option.rect.bottom(),
                 c.theme.line());
}

void drawFrame(const Context &c, const QStyleOption &option)
{
    const Theme &t = c.theme;
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(&option);
    if (frame && frame->frameShape == QFrame::NoFrame)
        return;
    if (isTextInput(c.widget)) {
        drawInputBox(c, option);
        return;
    }
    if (c.widget && c.widget->inherits("QComboBoxPrivateContainer")) {
        paint::box(c.painter, option.rect, t.measures().radiusToast, t.raised(), t.lineStrong());
        return;
    }
    const bool scrolls = qobject_cast<const QAbstractScrollArea *>(c.widget);
    paint::box(c.painter, option.rect, t.measures().radiusToast, scrolls ? t.raised() : QColor(), t.line());
}

void drawToolTip(const Context &c, const QStyleOption &option)
{
    paint::box(c.painter, option.rect, c.theme.measures().radiusButton, c.theme.inverse());
}

void drawFocusFrame(const Context &c, const QStyleOption &option, int margin)
{
    const auto *frame = qobject_cast<const QFocusFrame *>(c.widget);
    const QWidget *target = frame ? frame->widget() : nullptr;
    QRect box = option.rect.adjusted(margin, margin, -margin, -margin);
    qreal radius = c.theme.measures().radiusButton;
    QStyleOption inside;
    inside.rect = box;
    inside.direction = target ? target->layoutDirection() : option.direction;
    if (const auto own = focusRingRadius(target)) {
        radius = *own;
    } else if (qobject_cast<const QCheckBox *>(target)) {
        box = indicatorRect(c.theme, inside, target, false);
        radius = isSwitch(target) ? box.height() / 2.0 : c.theme.measures().radiusEvent;
    } else if (qobject_cast<const QRadioButton *>(target)) {
        box = indicatorRect(c.theme, inside, target, true);
        radius = box.height() / 2.0;
    }
    paint::focusRing(c.painter, box, radius, c.theme);
}

void drawArrow(const Context &c, const QStyleOption &option, const QString &icon)
{
    const QColor colour = has(option, QStyle::State_Enabled) ? c.theme.ink2() : c.theme.disabled();
    const int size = std::min({c.theme.measures().icon16, option.rect.width(), option.rect.height()});
    Icons::paint(c.painter, option.rect, icon, size, colour, rightToLeft(option));
}

}
