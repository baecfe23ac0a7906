#include "client/ui/views/monthview.h"

#include "client/ui/interaction/interactioncontroller.h"
#include "client/ui/theme/paint.h"

#include <QPaintEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>

namespace hearth::client::ui {

namespace {

constexpr int kDaysOfWeek = MonthGeometry::kColumns;
constexpr int kWheelStep = 120;
constexpr qreal kLeftBehind = 0.4; ///< opacity of what a drag will take away

QDate firstOfMonth(QDate day) { return {day.year(), day.month(), 1}; }

}

MonthView::MonthView(const ViewContext &context, InteractionController &controller, QWidget *parent)
    : CalendarView(context, controller, parent)
{
    setAccessibleName(tr("Month"));
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

DateRange MonthView::rangeOf(QDate day) const
{
    const QDate first = firstOfMonth(day);
    const QDate last = first.addDays(first.daysInMonth() - 1);
    const int before = (first.dayOfWeek() - int(firstWeekday()) + kDaysOfWeek) % kDaysOfWeek;
    const QDate start = first.addDays(-before);
    const int weeks = int(start.daysTo(last)) / kDaysOfWeek + 1;
    return {start, start.addDays(weeks * kDaysOfWeek - 1)};
}

QDate MonthView::pageFrom(QDate day, int direction) const { return day.addMonths(direction); }

QDate MonthView::dateOf(int week, int column) const
{
    return range().first.addDays(week * kDaysOfWeek + column);
}

bool MonthView::withinMonth(QDate day) const { return firstOfMonth(day) == m_month; }

void MonthView::layOut()
{
    // The middle of the range is always within the month.
    m_month = firstOfMonth(range().first.addDays(range().days() / 2));
    const int weeks = std::max(1, range().days() / kDaysOfWeek);
    m_geometry = MonthGeometry(theme().measures(), viewport()->size(), weeks, rightToLeft());
    m_pieces.clear();
    m_more.assign(size_t(weeks), {});
    for (int week = 0; week < weeks; ++week)
        layOutWeek(week);
}

void MonthView::layOutWeek(int week)
{
    const QDate monday = dateOf(week, 0);
    const QDate sunday = dateOf(week, kDaysOfWeek - 1);
    QList<layout::LaneItem> items;
    const size_t begin = m_pieces.size();
    for (size_t i = 0; i < shown().size(); ++i) {
        const ShownEvent &event = shown()[i];
        // What begins late and ends early next day is a row of its first day.
        const QDate last = event.bar ? event.lastDay : event.firstDay;
        if (event.firstDay > sunday || last < monday)
            continue;
        Piece piece{.event = i, .week = week};
        piece.first = int(monday.daysTo(std::max(event.firstDay, monday)));
        piece.last = int(monday.daysTo(std::min(last, sunday)));
        piece.ends = {event.firstDay<monday, last> sunday};
        items.append({piece.first, piece.last, event.bar, event.startMs, event.endMs, event.id.value});
        m_pieces.push_back(piece);
    }
    const layout::Lanes lanes = layout::assignLanes(items, kDaysOfWeek, m_geometry.capacity());
    for (size_t i = begin; i < m_pieces.size(); ++i) {
        Piece &piece = m_pieces[i];
        piece.lane = lanes.lane[qsizetype(i - begin)];
        const ShownEvent &event = shown()[piece.event];
        const qreal width = rectOf(piece).width();
        if (piece.lane != layout::Lanes::kHidden)
            piece.text =
                event.bar ? painterOfEvents().fitBar(event, width) : painterOfEvents().fitRow(event, width);
    }
    m_more[size_t(week)] = lanes.hidden;
}

QRectF MonthView::rectOf(const Piece &piece) const
{
    return m_geometry.lane(piece.week, piece.first, piece.last, piece.lane, piece.ends);
}

QRectF MonthView::moreLane(int week, int column) const
{
    return m_geometry.lane(week, column, column, m_geometry.capacity() - 1, {});
}

QRectF MonthView::moreRect(int week, int column) const
{
    const int count = m_more[size_t(week)].value(column);
    return count == 0 ? QRectF() : painterOfEvents().moreRect(moreLane(week, column), count, rightToLeft());
}

Hit MonthView::hitTest(QPoint point) const
{
    ensureLaidOut();
    const int week = m_geometry.weekAt(point.y());
    const int column = m_geometry.columnAt(point.x());
    Hit hit{.zone = Hit::Zone::Days, .day = dateOf(week, column)};
    const qreal grip = theme().measures().space8;
    for (const Piece &piece : m_pieces) {
        if (piece.week != week || piece.lane == layout::Lanes::kHidden)
            continue;
        const QRectF rect = rectOf(piece);
        if (!rect.contains(point))
            continue;
        const ShownEvent &event = shown()[piece.event];
        hit.event = event.id;
        const qreal fromStart = rightToLeft() ? rect.right() - point.x() : point.x() - rect.left();
        if (event.bar && fromStart < grip && !piece.ends.before)
            hit.edge = Hit::Edge::Start;
        else if (event.bar && rect.width() - fromStart < grip && !piece.ends.after)
            hit.edge = Hit::Edge::End;
        return hit;
    }
    hit.more = moreRect(week, column).contains(point);
    hit.heading = dateRect(m_geometry.cell(week, column)).contains(point);
    return hit;
}

QRectF MonthView::dateRect(const QRect &cell) const
{
    const Measures &m = theme().measures();
    QRectF line(cell);
    line.setHeight(m.monthDate);
    return leading(line, 0, m.target + m.space8, rightToLeft());
}

bool MonthView::isCut(shared::EventId event) const
{
    for (const Piece &piece : m_pieces)
        if (piece.lane != layout::Lanes::kHidden && shown()[piece.event].id == event)
            return piece.text.title != shown()[piece.event].name;
    return false;
}

QRect MonthView::eventRect(shared::EventId event) const
{
    ensureLaidOut();
    for (const Piece &piece : m_pieces)
        if (shown()[piece.event].id == event)
            return (piece.lane == layout::Lanes::kHidden ? moreRect(piece.week, piece.first) : rectOf(piece))
                .toRect();
    return {};
}

QRect MonthView::spanRect(const WallSpan &span) const
{
    ensureLaidOut();
    const QDate first = std::max(span.firstDay(), range().first);
    const QDate last = std::min(span.lastDay(), range().last);
    if (first > last)
        return {};
    const int offset = int(range().first.daysTo(first));
    const int week = offset / kDaysOfWeek;
    const int end = std::min(kDaysOfWeek - 1, offset % kDaysOfWeek + int(first.daysTo(last)));
    return m_geometry.lane(week, offset % kDaysOfWeek, end, 0, {}).toRect();
}

QList<shared::EventId> MonthView::eventsAt(const GridCursor &cursor) const
{
    QList<shared::EventId> ids;
    for (const ShownEvent &event : shown())
        if (event.firstDay <= cursor.day && cursor.day <= (event.bar ? event.lastDay : event.firstDay))
            ids.append(event.id);
    return ids;
}

void MonthView::repaintDays(QDate first, QDate last)
{
    if (!range().touches(first, last) || !isVisible())
        return;
    const int from = int(range().first.daysTo(std::max(first, range().first))) / kDaysOfWeek;
    const int to = int(range().first.daysTo(std::min(last, range().last))) / kDaysOfWeek;
    for (int week = from; week <= to; ++week)
        viewport()->update(m_geometry.week(week));
}

QRect MonthView::dayRect(QDate day) const
{
    const int offset = int(range().first.daysTo(day));
    const QRectF more = moreRect(offset / kDaysOfWeek, offset % kDaysOfWeek);
    return more.isNull() ? m_geometry.cell(offset / kDaysOfWeek, offset % kDaysOfWeek) : more.toRect();
}

void MonthView::minutePassed() { repaintDays(today(), today()); }

void MonthView::wheelEvent(QWheelEvent *event)
{
    m_wheel += event->angleDelta().y();
    if (std::abs(m_wheel) >= kWheelStep)
        Q_EMIT wheelTurned(m_wheel > 0 ? -1 : 1);
    m_wheel %= kWheelStep;
    event->accept();
}

void MonthView::paintEvent(QPaintEvent *event)
{
    ensureLaidOut();
    QPainter painter(viewport());
    painter.setLayoutDirection(layoutDirection());
    paintGround(painter, event->rect());
    paintHead(painter);
    paintPieces(painter, event->rect());
    paintGhost(painter);
    paintFocus(painter);
}

void MonthView::paintGround(QPainter &painter, const QRect &clip) const
{
    painter.fillRect(clip, theme().sheet());
    const qreal hairline = paint::hairline(paint::ratio(painter));
    for (int week = 0; week < m_geometry.weeks(); ++week) {
        const QRect row = m_geometry.week(week);
        if (!row.intersects(clip))
            continue;
        for (int column = 0; column < kDaysOfWeek; ++column) {
            const QDate day = dateOf(week, column);
            const QRect cell = m_geometry.cell(week, column);
            const bool working = locale().weekdays().contains(Qt::DayOfWeek(day.dayOfWeek()));
            if (day == today())
                painter.fillRect(cell, theme().today());
            else if (!working || !withinMonth(day))
                painter.fillRect(cell, theme().sheetDim());
            paint::vline(painter, rightToLeft() ? cell.right() + 1 - hairline : cell.left(), cell.top(),
                         cell.bottom() + 1, theme().line());
            paintDate(painter, day, cell);
        }
        paint::hline(painter, 0, row.width(), row.top(), theme().line());
        // The week is that of its Thursday, wherever the locale begins it.
        const QDate thursday = dateOf(week, (Qt::Thursday - int(firstWeekday()) + kDaysOfWeek) % kDaysOfWeek);
        paint::text(painter, m_geometry.weekNumber(week), locale().toString(thursday.weekNumber()),
                    theme().font(FontRole::Caption), theme().ink3(), Qt::AlignCenter);
    }
}

void MonthView::paintHead(QPainter &painter) const
{
    const QDate current = today();
    for (int column = 0; column < kDaysOfWeek; ++column) {
        const QRectF rect = m_geometry.head(column);
        const int day = dateOf(0, column).dayOfWeek();
        const bool isToday = range().contains(current) && current.dayOfWeek() == day;
        const qreal indent = theme().measures().space8;
        QString name = locale().dayName(day, QLocale::ShortFormat);
        if (painterOfEvents().width(FontRole::Control, name) > rect.width() - 2 * indent)
            name = locale().dayName(day, QLocale::NarrowFormat);
        paint::text(painter, leading(rect, indent, rect.width() - indent, rightToLeft()), name,
                    theme().font(FontRole::Control), isToday ? theme().emberInk() : theme().ink2());
    }
}

void MonthView::paintDate(QPainter &painter, QDate day, const QRect &cell) const
{
    const Measures &m = theme().measures();
    const QRectF line(cell.left(), cell.top() + m.hairline, cell.width(), m.monthDate);
    const QString number = locale().toString(day.day());
    const bool named = day.day() == 1 || day == range().first;
    if (day == today()) {
        const qreal width = painterOfEvents().width(FontRole::ControlBold, number);
        const qreal height = m.monthDate - 2 * (m.space2 + m.hairline);
        const qreal pill = std::max(height + m.space2, width + m.space12);
        QRectF box = leading(line, m.space4, pill, rightToLeft());
        box = QRectF(box.left(), line.center().y() - height / 2, box.width(), height);
        paint::box(painter, box, height / 2, theme().ember());
        paint::text(painter, box, number, theme().font(FontRole::ControlBold), theme().onEmber(),
                    Qt::AlignCenter);
        return;
    }
    const QString text = named ? tr("%1 %2", "day and short month")
                                     .arg(number, locale().monthName(day.month(), QLocale::ShortFormat))
                               : number;
    paint::text(painter, leading(line, m.space8, line.width() - m.space8, rightToLeft()), text,
                theme().font(FontRole::ControlBold), withinMonth(day) ? theme().ink() : theme().ink3());
}

void MonthView::paintPieces(QPainter &painter, const QRect &clip) const
{
    for (const Piece &piece : m_pieces) {
        if (piece.lane == layout::Lanes::kHidden || !m_geometry.week(piece.week).intersects(clip))
            continue;
        const ShownEvent &event = shown()[piece.event];
        const bool left = state().ghost && state().ghost->source == event.id;
        painter.setOpacity(left ? kLeftBehind : 1);
        if (event.bar)
            painterOfEvents().bar(painter, rectOf(piece), piece.text, lookOf(event), piece.ends);
        else
            painterOfEvents().row(painter, rectOf(piece), piece.text, lookOf(event));
    }
    painter.setOpacity(1);
    for (int week = 0; week < m_geometry.weeks(); ++week)
        for (int column = 0; column < kDaysOfWeek; ++column)
            if (const int count = m_more[size_t(week)].value(column); count > 0)
                painterOfEvents().more(painter, moreLane(week, column), count,
                                       state().hoveredMore == dateOf(week, column));
}

void MonthView::paintGhost(QPainter &painter) const
{
    if (!state().ghost)
        return;
    const Ghost &ghost = *state().ghost;
    const Measures &m = theme().measures();
    EventLook look;
    look.colour = colourNamed(ghost.colour, ghost.colour);
    ShownEvent shown;
    shown.name = ghost.title.isEmpty() ? tr("New event") : ghost.title;
    look.colours = theme().calendar(look.colour, EventState::Normal);
    for (int week = 0; week < m_geometry.weeks(); ++week) {
        const QDate monday = dateOf(week, 0), sunday = dateOf(week, kDaysOfWeek - 1);
        const QDate last = ghost.span.isBar() ? ghost.span.lastDay() : ghost.span.firstDay();
        if (ghost.span.firstDay() > sunday || last < monday)
            continue;
        const BarEnds ends{ghost.span.firstDay() < monday, last > sunday};
        const QRectF rect = m_geometry.lane(week, int(monday.daysTo(std::max(monday, ghost.span.firstDay()))),
                                            int(monday.daysTo(std::min(sunday, last))), 0, ends);
        if (ghost.lifted)
            paint::shadow(painter, rect, m.radiusEvent, paint::Shadow::Toast, theme());
        painterOfEvents().bar(painter, rect, painterOfEvents().fitBar(shown, rect.width()), look, ends);
        paint::box(painter, rect, m.radiusEvent, {}, look.colours.edge, m.focusWidth);
    }
}

void MonthView::paintFocus(QPainter &painter) const
{
    if (!focusShown())
        return;
    const Measures &m = theme().measures();
    if (const QRect rect = eventRect(state().selected); !rect.isNull()) {
        paint::focusRing(painter, rect, m.radiusEvent, theme());
        return;
    }
    const GridCursor &cursor = state().cursor;
    if (!cursor.day.isValid())
        return;
    const qreal inset = m.focusGap + m.focusWidth;
    for (QDate day = std::min(cursor.day, state().anchor.day);
         day <= std::max(cursor.day, state().anchor.day); day = day.addDays(1)) {
        if (!range().contains(day))
            continue;
        const int offset = int(range().first.daysTo(day));
        const QRectF cell = m_geometry.cell(offset / kDaysOfWeek, offset % kDaysOfWeek);
        paint::focusRing(painter, cell.adjusted(inset, inset, -inset, -inset), m.radiusEvent, theme());
    }
}

}
