#include "client/ui/widgets/popoverframe.h"

#include "client/ui/theme/compositor.h"
#include "client/ui/theme/paint.h"
#include "client/ui/theme/themesource.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPropertyAnimation>
#include <QScreen>
#include <QVBoxLayout>

#include <array>

namespace hearth::client::ui {

using namespace Qt::StringLiterals;

namespace {

using Side = PopoverFrame::Side;

QRect besideOf(const QRect &anchor, Side side, const QSize &panel, int gap, bool rtl)
{
    const int alongX = rtl ? anchor.right() + 1 - panel.width() : anchor.left();
    const bool right = (side == Side::After) != rtl;
    switch (side) {
    case Side::Below:
        return {QPoint(alongX, anchor.bottom() + 1 + gap), panel};
    case Side::Above:
        return {QPoint(alongX, anchor.top() - gap - panel.height()), panel};
    case Side::After:
    case Side::Before:
        break;
    }
    return {QPoint(right ? anchor.right() + 1 + gap : anchor.left() - gap - panel.width(), anchor.top()),
            panel};
}

std::array<Side, 4> orderFrom(Side side)
{
    switch (side) {
    case Side::Below:
        return {Side::Below, Side::Above, Side::After, Side::Before};
    case Side::Above:
        return {Side::Above, Side::Below, Side::After, Side::Before};
    case Side::After:
        return {Side::After, Side::Before, Side::Below, Side::Above};
    case Side::Before:
        return {Side::Before, Side::After, Side::Below, Side::Above};
    }
    return {};
}

bool fitsBeside(const QRect &panel, const QRect &screen, Side side)
{
    if (side == Side::Below || side == Side::Above)
        return panel.top() >= screen.top() && panel.bottom() <= screen.bottom();
    return panel.left() >= screen.left() && panel.right() <= screen.right();
}

QPoint clamped(const QRect &panel, const QRect &screen)
{
    const int x = std::max(screen.left(), std::min(panel.left(), screen.right() + 1 - panel.width()));
    const int y = std::max(screen.top(), std::min(panel.top(), screen.bottom() + 1 - panel.height()));
    return {x, y};
}

}

PopoverFrame::PopoverFrame(const ThemeSource &theme, QWidget *parent)
    : QWidget(parent, Qt::Popup | Qt::FramelessWindowHint | Qt::NoDropShadowWindowHint)
    , m_source(theme)
    , m_content(new QVBoxLayout(this))
    , m_margin(hasCompositor() ? theme.theme().measures().shadowMargin : 0)
{
    setAttribute(Qt::WA_TranslucentBackground, m_margin > 0);
    m_content->setSpacing(theme.theme().measures().space8);
    applyMargins();
    setPanelWidth(0);
    connect(&theme, &ThemeSource::changed, this, &PopoverFrame::applyMargins);
}

void PopoverFrame::applyMargins()
{
    const int margin = m_margin + m_source.theme().measures().popoverPad;
    m_content->setContentsMargins(margin, margin, margin, margin);
}

void PopoverFrame::setPanelWidth(int width, bool free)
{
    const Measures &m = m_source.theme().measures();
    const int scaled = m_source.theme().scaled(width);
    const int panel = free ? scaled : std::clamp(scaled, m.popoverMin, m.popoverMax);
    setFixedWidth(panel + 2 * m_margin);
}

QRect PopoverFrame::panel() const { return rect().adjusted(m_margin, m_margin, -m_margin, -m_margin); }

QPoint PopoverFrame::placeFor(const QRect &anchor, Side side, const QRect &screen, const QSize &panel) const
{
    const int gap = m_source.theme().measures().popoverGap;
    for (Side candidate : orderFrom(side)) {
        const QRect place = besideOf(anchor, candidate, panel, gap, isRightToLeft());
        if (fitsBeside(place, screen, candidate))
            return clamped(place, screen);
    }
    return clamped(besideOf(anchor, side, panel, gap, isRightToLeft()), screen);
}

void PopoverFrame::popup(const QRect &anchor, Side side)
{
    ensurePolished();
    m_content->activate();
    const int width = minimumWidth();
    const int height = m_content->hasHeightForWidth() ? m_content->totalHeightForWidth(width)
                                                      : m_content->totalSizeHint().height();
    resize(width, height);
    const QScreen *screen = QGuiApplication::screenAt(anchor.center());
    if (!screen)
        screen = QGuiApplication::primaryScreen();
    const QSize panelSize = size() - QSize(2 * m_margin, 2 * m_margin);
    move(placeFor(anchor, side, screen->availableGeometry(), panelSize) - QPoint(m_margin, m_margin));
    fadeIn();
    show();
}

void PopoverFrame::popup(const QWidget &anchor, Side side)
{
    popup(QRect(anchor.mapToGlobal(QPoint(0, 0)), anchor.size()), side);
}

/// Only where the platform can: Wayland has no opacity of windows.
void PopoverFrame::fadeIn()
{
    const int duration = m_source.theme().measures().fadePopover;
    if (duration == 0 || m_margin == 0 || QGuiApplication::platformName() != "xcb"_L1)
        return;
    auto *fade = new QPropertyAnimation(this, "windowOpacity", this);
    fade->setDuration(duration);
    fade->setStartValue(0.0);
    fade->setEndValue(1.0);
    fade->start(QAbstractAnimation::DeleteWhenStopped);
}

void PopoverFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = m_source.theme();
    const int radius = m_margin > 0 ? theme.measures().radiusCard : 0;
    if (m_margin > 0)
        paint::shadow(painter, panel(), radius, paint::Shadow::Popover, theme);
    paint::box(painter, panel(), radius, theme.raised(), theme.lineStrong());
}

void PopoverFrame::mousePressEvent(QMouseEvent *event)
{
    if (!panel().contains(event->position().toPoint()))
        close();
    QWidget::mousePressEvent(event);
}

void PopoverFrame::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        close();
        return;
    }
    QWidget::keyPressEvent(event);
}

void PopoverFrame::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    Q_EMIT closed();
}

}
