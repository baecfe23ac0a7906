#include "client/ui/widgets/chip.h"

#include "client/ui/theme/icons.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/roles.h"
#include "client/ui/theme/themesource.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

#include <cmath>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSidePad = 9;
constexpr int kGap = 5;

}

ChipColours chipColours(const Theme &theme, ChipTone tone)
{
    switch (tone) {
    case ChipTone::Neutral:
        return {theme.select(), {}, theme.ink()};
    case ChipTone::Outline:
        return {{}, theme.lineStrong(), theme.ink()};
    case ChipTone::Good:
        return {theme.goodSoft(), {}, theme.goodInk()};
    case ChipTone::Warn:
        return {theme.warnSoft(), {}, theme.warnInk()};
    case ChipTone::Bad:
        return {theme.badSoft(), {}, theme.badInk()};
    case ChipTone::Ember:
        return {theme.emberSoft(), {}, theme.emberInk()};
    }
    return {};
}

Chip::Chip(const ThemeSource &theme, const QString &text, ChipTone tone, const QString &icon, QWidget *parent)
    : QAbstractButton(parent)
    , m_source(theme)
    , m_tone(tone)
    , m_iconName(icon)
{
    setText(text);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusRing(*this, theme.theme().measures().chip / 2);
    setClickable(false);
}

void Chip::setTone(ChipTone tone)
{
    m_tone = tone;
    update();
}

void Chip::setIconName(const QString &icon)
{
    m_iconName = icon;
    updateGeometry();
    update();
}

void Chip::setRemovable(const QString &what)
{
    m_removable = true;
    setClickable(true);
    setAccessibleDescription(what);
    setToolTip(what);
    updateGeometry();
}

void Chip::setClickable(bool clickable)
{
    setAttribute(Qt::WA_Hover, clickable);
    setFocusPolicy(clickable ? Qt::TabFocus : Qt::NoFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents, !clickable);
}

QSize Chip::sizeHint() const
{
    const Theme &theme = m_source.theme();
    const Measures &m = theme.measures();
    qreal width = QFontMetricsF(theme.font(FontRole::EventStrong)).horizontalAdvance(text())
        + 2 * theme.scaled(kSidePad);
    if (!m_iconName.isEmpty())
        width += m.icon12 + kGap;
    if (m_removable)
        width += m.icon12 + kGap;
    return {int(std::ceil(width)), m.chip};
}

QRectF Chip::crossRect() const
{
    const Measures &m = m_source.theme().measures();
    const qreal side = m.icon12 + m_source.theme().scaled(kSidePad) + kGap / 2.0;
    return QRectF(isRightToLeft() ? 0 : width() - side, 0, side, height());
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = m_source.theme();
    const Measures &m = theme.measures();
    const ChipColours colours = chipColours(theme, m_tone);
    const bool over = underMouse() && focusPolicy() != Qt::NoFocus;
    const QColor fill = over
        ? mixed(colours.fill.isValid() ? colours.fill : theme.paper(), colours.text, 0.08)
        : colours.fill;
    if (colours.edge.isValid())
        paint::box(painter, rect(), height() / 2.0, fill, colours.edge);
    else
        paint::box(painter, rect(), height() / 2.0, fill);
    const int pad = theme.scaled(kSidePad);
    QRectF room = QRectF(rect()).adjusted(pad, 0, -pad, 0);
    const bool rtl = isRightToLeft();
    if (!m_iconName.isEmpty()) {
        const QRectF place(rtl ? room.right() - m.icon12 : room.left(), 0, m.icon12, height());
        Icons::paint(painter, place, m_iconName, m.icon12, colours.text, rtl);
        rtl ? room.setRight(place.left() - kGap) : room.setLeft(place.right() + kGap);
    }
    if (m_removable) {
        const QRectF place(rtl ? room.left() : room.right() - m.icon12, 0, m.icon12, height());
        Icons::paint(painter, place, u"x"_s, m.icon12, over ? theme.ink() : theme.ink2());
        rtl ? room.setLeft(place.right() + kGap) : room.setRight(place.left() - kGap);
    }
    paint::text(painter, room, text(), theme.font(FontRole::EventStrong), colours.text,
                QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter));
}

void Chip::mouseReleaseEvent(QMouseEvent *event)
{
    const bool onCross =
        m_removable && event->button() == Qt::LeftButton && crossRect().contains(event->position());
    QAbstractButton::mouseReleaseEvent(event);
    if (onCross)
        Q_EMIT removeWanted();
}

void Chip::keyPressEvent(QKeyEvent *event)
{
    if (m_removable && (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace)) {
        Q_EMIT removeWanted();
        return;
    }
    QAbstractButton::keyPressEvent(event);
}

}
