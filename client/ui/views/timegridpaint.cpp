#include "client/ui/interaction/interactioncontroller.h"
#include "client/ui/theme/paint.h"
#include "client/ui/views/timegridview.h"

#include <QCoreApplication>
#include <QPaintEvent>
#include <QPainter>

#include <algorithm>

namespace hearth::client::ui {

namespace {

constexpr int kMinutesOfHour = 60;
constexpr int kHours = 24;
constexpr int kMinutesOfDay = kHours * kMinutesOfHour;
constexpr int kCursorMinutes = 30;
constexpr int kTodayCircle = 28; ///< at 100 % text
constexpr qreal kLeftBehind = 0.4; ///< opacity of what a drag will take away

ShownEvent shownGhost(const Ghost &ghost)
{
    ShownEvent event;
    event.name = ghost.title.isEmpty() ? TimeGridView::tr("New event") : ghost.title;
    event.span = ghost.span;
    event.bar = ghost.span.isBar();
    event.colour = colourNamed(ghost.colour, ghost.colour);
    return event;
}

}

void TimeGridView::paintEvent(QPaintEvent *event)
{
    ensureLaidOut();
    QPainter painter(viewport());
    painter.setLayoutDirection(layoutDirection());
    const QRect clip = event->rect();
    paintGround(painter);
    if (clip.intersects(m_geometry.grid())) {
        painter.save();
        painter.setClipRect(m_geometry.grid() & clip);
        paintHours(painter);
        paintBlocks(painter, clip);
        paintGhost(painter, false);
        paintNow(painter);
        paintTimes(painter);
        paintFocus(painter, false);
        painter.restore();
    }
    if (clip.top() < m_geometry.grid().top()) {
        paintHead(painter);
        paintStrip(painter, clip);
        paintGhost(painter, true);
        paintFocus(painter, true);
    }
}

void TimeGridView::paintGround(QPainter &painter) const
{
    const QRect all = viewport()->rect();
    painter.fillRect(all, theme().sheet());
    const QDate current = today();
    for (int day = 0; day < range().days(); ++day) {
        const QDate date = dateOf(day);
        QRect column = m_geometry.column(day);
        if (date == current) {
            painter.fillRect(column, theme().today());
        } else if (!locale().weekdays().contains(Qt::DayOfWeek(date.dayOfWeek()))) {
            column.setTop(m_geometry.grid().top());
            painter.fillRect(column, theme().sheetDim());
        }
    }
}

void TimeGridView::paintHours(QPainter &painter) const
{
    const QRect grid = m_geometry.grid();
    const int tick = theme().measures().space4 + theme().measures().space2;
    const int column = theme().measures().timeColumn;
    const qreal left = rightToLeft() ? 0 : column - tick;
    const qreal right = rightToLeft() ? grid.width() - column + tick : grid.width();
    for (int hour = 0; hour <= kHours; ++hour)
        paint::hline(painter, left, right, m_geometry.yOf(hour * kMinutesOfHour), theme().line());
    const qreal hairline = paint::hairline(paint::ratio(painter));
    for (int day = 0; day < range().days(); ++day) {
        const QRect rect = m_geometry.column(day);
        paint::vline(painter, rightToLeft() ? rect.right() + 1 - hairline : rect.left(), grid.top(),
                     grid.bottom() + 1, theme().line());
    }
}

void TimeGridView::paintHead(QPainter &painter) const
{
    for (int day = 0; day < range().days(); ++day)
        paintHeadCell(painter, day);
    paint::hline(painter, 0, viewport()->width(), m_geometry.head().bottom(), theme().line());
}

QLocale::FormatType TimeGridView::nameFormat() const
{
    const Measures &m = theme().measures();
    const qreal room =
        m_geometry.headCell(0).width() - theme().scaled(kTodayCircle) - 2 * m.space8 - m.space4;
    const auto fits = [&](QLocale::FormatType format, qreal width) {
        for (int day = Qt::Monday; day <= Qt::Sunday; ++day)
            if (painterOfEvents().width(FontRole::Control, locale().dayName(day, format)) > width)
                return false;
        return true;
    };
    // Whole names where there is much room; where there is little, letters.
    if (fits(QLocale::LongFormat, room / 2))
        return QLocale::LongFormat;
    return fits(QLocale::ShortFormat, room) ? QLocale::ShortFormat : QLocale::NarrowFormat;
}

void TimeGridView::paintHeadCell(QPainter &painter, int day) const
{
    const Measures &m = theme().measures();
    const QDate date = dateOf(day);
    const bool current = date == today();
    const QRectF cell = m_geometry.headCell(day);
    painter.fillRect(cell, theme().sheet());

    const QString number = locale().toString(date.day());
    const qreal numberWidth = painterOfEvents().width(FontRole::Title, number);
    const qreal circle = theme().scaled(kTodayCircle);
    const qreal gap = m.space4 + m.space2;
    const QString name = locale().dayName(date.dayOfWeek(), nameFormat());
    const qreal nameWidth = painterOfEvents().width(FontRole::Control, name);

    const qreal start = m.space8;
    paint::text(painter, leading(cell, start, nameWidth + 1, rightToLeft()).translated(0, 1), name,
                theme().font(FontRole::Control), current ? theme().emberInk() : theme().ink2());
    const qreal after = start + nameWidth + gap;
    if (current) {
        const QPointF centre = leading(cell, after + 1, circle, rightToLeft()).center();
        paint::dot(painter, centre, circle, theme().ember());
        const QRectF box(centre.x() - circle / 2, centre.y() - circle / 2, circle, circle);
        paint::text(painter, box, number, theme().font(FontRole::Heading), theme().onEmber(),
                    Qt::AlignCenter);
    } else {
        paint::text(painter, leading(cell, after, numberWidth + 1, rightToLeft()), number,
                    theme().font(FontRole::Title), theme().ink());
    }
}

void TimeGridView::paintStrip(QPainter &painter, const QRect &clip) const
{
    const Measures &m = theme().measures();
    const QRect strip = m_geometry.strip();
    if (!clip.intersects(strip))
        return;
    const qreal hairline = paint::hairline(paint::ratio(painter));
    for (int day = 0; day < range().days(); ++day) {
        const QRect rect = m_geometry.column(day);
        paint::vline(painter, rightToLeft() ? rect.right() + 1 - hairline : rect.left(), strip.top(),
                     strip.bottom(), theme().line());
    }
    QRectF label = m_geometry.timeColumn();
    label.moveTop(strip.top() + m.space4);
    label.setHeight(m.allDayLane);
    paint::text(painter, leading(label, 0, label.width() - m.space12, rightToLeft()), tr("all day"),
                theme().font(FontRole::Caption), theme().ink2(), Qt::AlignRight | Qt::AlignVCenter);

    for (const Bar &bar : m_bars) {
        if (bar.lane == layout::Lanes::kHidden)
            continue;
        const ShownEvent &event = shown()[bar.event];
        const bool left = state().ghost && state().ghost->source == event.id;
        painter.setOpacity(left ? kLeftBehind : 1);
        painterOfEvents().bar(painter, rectOf(bar), bar.text, lookOf(event), bar.ends);
    }
    painter.setOpacity(1);
    for (int day = 0; day < range().days(); ++day)
        if (m_more.value(day) > 0)
            painterOfEvents().more(painter, m_geometry.bar(day, day, m_lanes - 1, {}), m_more[day],
                                   state().hoveredMore == dateOf(day));
    paint::hline(painter, 0, viewport()->width(), strip.bottom(), theme().lineStrong());
}

void TimeGridView::paintBlocks(QPainter &painter, const QRect &clip) const
{
    for (const Block &block : m_blocks) {
        const QRectF rect = rectOf(block);
        if (!rect.toAlignedRect().intersects(clip))
            continue;
        const ShownEvent &event = shown()[block.event];
        const bool left = state().ghost && state().ghost->source == event.id;
        painter.setOpacity(left ? kLeftBehind : 1);
        painterOfEvents().block(painter, rect, block.text, lookOf(event));
    }
    painter.setOpacity(1);
}

void TimeGridView::paintGhost(QPainter &painter, bool strip) const
{
    if (!state().ghost || state().ghost->span.isBar() != strip)
        return;
    const WallSpan &span = state().ghost->span;
    const QDate first = std::max(span.firstDay(), range().first);
    const QDate last = std::min(span.lastDay(), range().last);
    if (first > last)
        return;
    if (strip) {
        const BarEnds ends{span.firstDay() < range().first, span.lastDay() > range().last};
        paintGhostBox(painter, m_geometry.bar(dayOf(first), dayOf(last), m_lanes - 1, ends), true, ends);
        return;
    }
    for (QDate day = first; day <= last; day = day.addDays(1)) {
        const int from = day == span.firstDay() ? minuteOfDay(span.start) : 0;
        const int to = span.end.date() > day ? kMinutesOfDay : minuteOfDay(span.end);
        paintGhostBox(painter, m_geometry.slot(dayOf(day), from, to), day == span.firstDay(), {});
    }
}

void TimeGridView::paintGhostBox(QPainter &painter, const QRectF &rect, bool first, BarEnds ends) const
{
    const Ghost &ghost = *state().ghost;
    const Measures &m = theme().measures();
    const ShownEvent event = shownGhost(ghost);
    EventLook look;
    look.colour = event.colour;
    look.colours = theme().calendar(event.colour, EventState::Normal);
    if (ghost.lifted)
        paint::shadow(painter, rect, m.radiusEvent, paint::Shadow::Toast, theme());
    if (event.bar)
        painterOfEvents().bar(painter, rect, painterOfEvents().fitBar(event, rect.width()), look, ends);
    else
        painterOfEvents().block(painter, rect,
                                first ? painterOfEvents().fit(event, rect.size()) : BlockText{}, look);
    paint::box(painter, rect, m.radiusEvent, {}, look.colours.edge, m.focusWidth);
}

QRectF TimeGridView::cursorRect() const
{
    const GridCursor &cursor = state().cursor;
    const GridCursor &anchor = state().anchor;
    if (!range().contains(cursor.day))
        return {};
    if (cursor.minute == GridCursor::kWholeDay) {
        const QDate other = std::clamp(anchor.day, range().first, range().last);
        return m_geometry.bar(dayOf(std::min(other, cursor.day)), dayOf(std::max(other, cursor.day)),
                              m_lanes - 1, {});
    }
    const int other = anchor.minute == GridCursor::kWholeDay ? cursor.minute : anchor.minute;
    return m_geometry.slot(dayOf(cursor.day), std::min(other, cursor.minute),
                           std::max(other, cursor.minute) + kCursorMinutes);
}

void TimeGridView::paintFocus(QPainter &painter, bool strip) const
{
    if (!focusShown())
        return;
    const Measures &m = theme().measures();
    const ShownEvent *event = find(state().selected);
    const bool inStrip = event ? event->bar : state().cursor.minute == GridCursor::kWholeDay;
    if (inStrip != strip)
        return;
    const qreal inset = event ? 0 : m.focusGap + m.focusWidth;
    const QRectF rect = event ? QRectF(eventRect(event->id)) : cursorRect();
    if (!rect.isEmpty())
        paint::focusRing(painter, rect.adjusted(inset, inset, -inset, -inset), m.radiusEvent, theme());
}

void TimeGridView::paintNow(QPainter &painter) const
{
    const QDateTime wall = now();
    if (!range().contains(wall.date()))
        return;
    const Measures &m = theme().measures();
    const QRectF column = m_geometry.column(dayOf(wall.date()));
    const qreal y = m_geometry.yOf(minuteOfDay(wall));
    const qreal thickness = m.focusWidth;
    painter.fillRect(QRectF(column.left(), y - thickness / 2, column.width(), thickness), theme().ember());
    const qreal start = rightToLeft() ? column.right() : column.left();
    paint::dot(painter, {start, y}, m.space8 + m.space2, theme().ember());
}

void TimeGridView::paintTimes(QPainter &painter) const
{
    const Measures &m = theme().measures();
    const QRectF column = m_geometry.timeColumn();
    const int height = theme().lineHeight(FontRole::Caption);
    const auto label = [&](int minute, const QString &text, FontRole role, const QColor &colour) {
        QRectF rect = leading(column, 0, column.width() - m.space12, rightToLeft());
        rect.setHeight(height);
        rect.moveTop(m_geometry.yOf(minute) - height / 2.0);
        paint::text(painter, rect, text, theme().font(role), colour, Qt::AlignRight | Qt::AlignVCenter);
    };
    const QDateTime wall = now();
    const bool showsNow = range().contains(wall.date());
    const int nowY = m_geometry.yOf(minuteOfDay(wall));
    for (int hour = 1; hour < kHours; ++hour) {
        const int y = m_geometry.yOf(hour * kMinutesOfHour);
        // An hour gives way to the time of now, and to the strip.
        if ((showsNow && std::abs(y - nowY) < height) || y - height / 2 < column.top())
            continue;
        label(hour * kMinutesOfHour, painterOfEvents().hour(wallTime(wall.date(), hour * kMinutesOfHour)),
              FontRole::Caption, theme().ink3());
    }
    if (showsNow)
        label(minuteOfDay(wall), painterOfEvents().bareTime(wall), FontRole::EventTitle, theme().emberInk());
}

}
