#include "client/ui/views/timegridview.h"

#include "client/models/habits.h"
#include "client/ui/interaction/interactioncontroller.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/views/gridcorner.h"

#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace hearth::client::ui {

namespace {

constexpr int kMinutesOfDay = 24 * 60;
constexpr int kDaysOfWeek = 7;
constexpr int kCursorMinutes = 30;
constexpr int kWheelStep = 120;
constexpr qreal kZoomStep = 1.15;

QDate weekOf(QDate day, Qt::DayOfWeek first)
{
    return day.addDays(-((day.dayOfWeek() - int(first) + kDaysOfWeek) % kDaysOfWeek));
}

}

TimeGridView::TimeGridView(const ViewContext &context, InteractionController &controller, QWidget *parent)
    : CalendarView(context, controller, parent)
    , m_corner(new GridCorner(context.theme, this))
{
    setAccessibleName(tr("Time grid"));
    setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    addScrollBarWidget(m_corner, Qt::AlignTop);
}

void TimeGridView::setKind(ViewKind kind, QDate day)
{
    m_kind = kind;
    setDay(day);
}

DateRange TimeGridView::rangeOf(QDate day) const
{
    switch (m_kind) {
    case ViewKind::Day:
        return {day, day};
    case ViewKind::ThreeDays:
        return {day, day.addDays(2)};
    case ViewKind::WorkWeek: {
        const QDate monday = weekOf(day, Qt::Monday);
        return {monday, monday.addDays(4)};
    }
    case ViewKind::Week:
    case ViewKind::Month:
    case ViewKind::Agenda:
        break;
    }
    const QDate first = weekOf(day, firstWeekday());
    return {first, first.addDays(kDaysOfWeek - 1)};
}

QDate TimeGridView::pageFrom(QDate day, int direction) const
{
    const bool weeks = m_kind == ViewKind::Week || m_kind == ViewKind::WorkWeek;
    return day.addDays(direction * (weeks ? kDaysOfWeek : range().days()));
}

qreal TimeGridView::hourHeight() const { return theme().measures().hourRow * m_zoom; }

void TimeGridView::setHourHeight(qreal height)
{
    const Measures &m = theme().measures();
    const qreal bounded = std::clamp<qreal>(height, m.hourRowMin, m.hourRowMax);
    m_zoom = bounded / m.hourRow;
    invalidate();
    ensureLaidOut();
}

void TimeGridView::scrollToStart()
{
    ensureLaidOut();
    const QDateTime wall = now();
    const int startHour = std::max(0, habits().dayStart.hour() - 2);
    const bool showsNow = range().contains(wall.date());
    const int hour = showsNow ? std::min(startHour, std::max(0, wall.time().hour() - 1)) : startHour;
    const qreal lateHour = showsNow && wall.time().hour() >= startHour + 8 ? wall.time().hour() - 4 : hour;
    const qreal above = theme().measures().space12;
    verticalScrollBar()->setValue(int(std::lround(lateHour * hourHeight() - above)));
}

void TimeGridView::showEvent(QShowEvent *event)
{
    CalendarView::showEvent(event);
    ensureLaidOut();
    if (!std::exchange(m_scrolled, true))
        scrollToStart();
}

void TimeGridView::layOut()
{
    layOutBars();
    updateGeometryOfGrid();
    layOutBlocks();
    fitTexts();
}

void TimeGridView::layOutBars()
{
    const auto &events = shown();
    m_bars.clear();
    QList<layout::LaneItem> items;
    for (size_t i = 0; i < events.size(); ++i) {
        const ShownEvent &event = events[i];
        if (!event.bar)
            continue;
        const BarEnds ends{event.firstDay<range().first, event.lastDay> range().last};
        Bar bar{i, dayOf(std::max(event.firstDay, range().first)),
                dayOf(std::min(event.lastDay, range().last)), 0, ends};
        items.append({bar.first, bar.last, true, event.startMs, event.endMs, event.id.value});
        m_bars.push_back(bar);
    }
    const layout::Lanes lanes = layout::assignLanes(items, range().days(), theme().measures().allDayLanesMax);
    for (size_t i = 0; i < m_bars.size(); ++i)
        m_bars[i].lane = lanes.lane[qsizetype(i)];
    m_more = lanes.hidden;
    m_lanes = std::max(1, lanes.used);
}

void TimeGridView::updateGeometryOfGrid()
{
    const auto before = m_geometry.shape();
    TimeGridGeometry::Shape shape{viewport()->size(),           range().days(), m_lanes, hourHeight(),
                                  verticalScrollBar()->value(), rightToLeft()};
    m_geometry = TimeGridGeometry(theme().measures(), shape);
    const int page = m_geometry.grid().height();
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(int(hourHeight() / 2));
    verticalScrollBar()->setRange(0, std::max(0, m_geometry.gridHeight() - page));
    m_corner->setFixedHeight(m_geometry.grid().top());
    if (before.lanes != shape.lanes || before.hourHeight != shape.hourHeight)
        viewport()->update();
}

void TimeGridView::layOutBlocks()
{
    const Measures &m = theme().measures();
    const int shortest = int(std::ceil((m.eventMin + 2 * m.hairline) * 60 / hourHeight()));
    m_blocks.clear();
    for (size_t i = 0; i < shown().size(); ++i)
        if (!shown()[i].bar)
            addBlocks(i, shortest);

    std::vector<std::vector<size_t>> ofDay(size_t(range().days()));
    for (size_t i = 0; i < m_blocks.size(); ++i)
        ofDay[size_t(m_blocks[i].day)].push_back(i);
    for (const auto &blocks : ofDay) {
        QList<layout::Interval> intervals;
        for (const size_t i : blocks)
            intervals.append({m_blocks[i].from, std::max(m_blocks[i].to, m_blocks[i].from + shortest),
                              shown()[m_blocks[i].event].id.value});
        const QList<layout::Column> columns = layout::columns(intervals);
        for (size_t i = 0; i < blocks.size(); ++i)
            m_blocks[blocks[i]].column = columns[qsizetype(i)];
    }
}

void TimeGridView::addBlocks(size_t index, int shortest)
{
    const ShownEvent &event = shown()[index];
    for (QDate day = std::max(event.firstDay, range().first); day <= std::min(event.lastDay, range().last);
         day = day.addDays(1)) {
        Block block{.event = index, .day = dayOf(day)};
        block.first = day == event.firstDay;
        block.last = day == event.lastDay;
        // The lowest block still ends within its day.
        block.from = block.first ? std::min(minuteOfDay(event.span.start), kMinutesOfDay - shortest) : 0;
        const bool toMidnight = !block.last || event.span.end.date() > day;
        block.to = toMidnight ? kMinutesOfDay : minuteOfDay(event.span.end);
        block.to = std::max(block.to, block.from);
        m_blocks.push_back(block);
    }
}

void TimeGridView::fitTexts()
{
    for (Bar &bar : m_bars)
        bar.text = painterOfEvents().fitBar(shown()[bar.event], rectOf(bar).width());
    for (Block &block : m_blocks)
        block.text = painterOfEvents().fit(shown()[block.event], rectOf(block).size());
}

QRectF TimeGridView::rectOf(const Block &block) const
{
    return m_geometry.block(block.day, block.from, block.to, block.column);
}

QRectF TimeGridView::rectOf(const Bar &bar) const
{
    return m_geometry.bar(bar.first, bar.last, bar.lane, bar.ends);
}

QRectF TimeGridView::moreRect(int day) const
{
    if (m_more.value(day) == 0)
        return {};
    return painterOfEvents().moreRect(m_geometry.bar(day, day, m_lanes - 1, {}), m_more[day], rightToLeft());
}

Hit TimeGridView::hitTest(QPoint point) const
{
    ensureLaidOut();
    const int day = m_geometry.nearestDay(point.x());
    if (point.y() < m_geometry.strip().top()) {
        const bool heading = range().days() > 1 && m_geometry.dayAt(point.x()) >= 0;
        return {.zone = Hit::Zone::Strip, .day = dateOf(day), .heading = heading};
    }
    return point.y() < m_geometry.grid().top() ? hitStrip(point, day) : hitGrid(point, day);
}

Hit TimeGridView::hitStrip(QPoint point, int day) const
{
    Hit hit{.zone = Hit::Zone::Strip, .day = dateOf(day)};
    const qreal grip = theme().measures().space8;
    for (const Bar &bar : m_bars) {
        if (bar.lane == layout::Lanes::kHidden)
            continue;
        const QRectF rect = rectOf(bar);
        if (!rect.contains(point))
            continue;
        hit.event = shown()[bar.event].id;
        const qreal fromStart = rightToLeft() ? rect.right() - point.x() : point.x() - rect.left();
        if (fromStart < grip && !bar.ends.before)
            hit.edge = Hit::Edge::Start;
        else if (rect.width() - fromStart < grip && !bar.ends.after)
            hit.edge = Hit::Edge::End;
        return hit;
    }
    hit.more = moreRect(day).contains(point);
    return hit;
}

Hit TimeGridView::hitGrid(QPoint point, int day) const
{
    Hit hit{.zone = Hit::Zone::Grid, .day = dateOf(day), .minute = m_geometry.minuteAt(point.y())};
    for (const Block &block : m_blocks) {
        if (block.day != day)
            continue;
        const QRectF rect = rectOf(block);
        if (!rect.contains(point))
            continue;
        hit.event = shown()[block.event].id;
        // Low blocks keep a body to take them by.
        const qreal grip = std::min<qreal>(theme().measures().space8, rect.height() / 4);
        if (block.first && point.y() - rect.top() < grip)
            hit.edge = Hit::Edge::Start;
        else if (block.last && rect.bottom() - point.y() < grip)
            hit.edge = Hit::Edge::End;
        return hit;
    }
    return hit;
}

QRect TimeGridView::eventRect(shared::EventId event) const
{
    ensureLaidOut();
    for (const Bar &bar : m_bars)
        if (shown()[bar.event].id == event)
            return bar.lane == layout::Lanes::kHidden ? moreRect(bar.first).toRect() : rectOf(bar).toRect();
    for (const Block &block : m_blocks)
        if (shown()[block.event].id == event)
            return rectOf(block).toRect();
    return {};
}

QRect TimeGridView::spanRect(const WallSpan &span) const
{
    ensureLaidOut();
    const QDate first = std::max(span.firstDay(), range().first);
    const QDate last = std::min(span.lastDay(), range().last);
    if (first > last)
        return {};
    if (span.isBar())
        return m_geometry.bar(dayOf(first), dayOf(last), m_lanes - 1, {}).toRect();
    const int from = first == span.firstDay() ? minuteOfDay(span.start) : 0;
    const int to = span.end.date() > first ? kMinutesOfDay : minuteOfDay(span.end);
    return m_geometry.slot(dayOf(first), from, to).toRect();
}

QList<shared::EventId> TimeGridView::eventsAt(const GridCursor &cursor) const
{
    QList<shared::EventId> ids;
    const bool strip = cursor.minute == GridCursor::kWholeDay;
    const WallSpan slot{wallTime(cursor.day, cursor.minute),
                        wallTime(cursor.day, cursor.minute + kCursorMinutes)};
    for (const ShownEvent &event : shown()) {
        const bool there = strip ? event.firstDay <= cursor.day && cursor.day <= event.lastDay
                                 : event.span.start < slot.end && slot.start < event.span.end;
        if (event.bar == strip && there)
            ids.append(event.id);
    }
    return ids;
}

void TimeGridView::ensureVisible(const GridCursor &cursor)
{
    ensureLaidOut();
    if (cursor.minute == GridCursor::kWholeDay)
        return;
    const int margin = theme().measures().space12;
    const int above = m_geometry.yOf(cursor.minute) - margin - m_geometry.grid().top();
    const int below = m_geometry.yOf(cursor.minute + kCursorMinutes) + margin - m_geometry.grid().bottom();
    if (above < 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + above);
    else if (below > 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() + below);
}

void TimeGridView::ensureVisible(shared::EventId event)
{
    ensureLaidOut();
    for (const Block &block : m_blocks)
        if (shown()[block.event].id == event) {
            ensureVisible(GridCursor{dateOf(block.day), block.from});
            return;
        }
}

bool TimeGridView::isCut(shared::EventId event) const
{
    const ShownEvent *shownEvent = find(event);
    for (const Bar &bar : m_bars)
        if (shownEvent && shown()[bar.event].id == event)
            return bar.text.title != shownEvent->name;
    for (const Block &block : m_blocks)
        if (shownEvent && shown()[block.event].id == event)
            return block.text.lines.mid(0, block.text.titleLines).join(u' ') != shownEvent->name.simplified()
                || block.text.narrow;
    return false;
}

bool TimeGridView::scrollAt(QPoint point)
{
    const QRect grid = m_geometry.grid();
    const int zone = theme().measures().space24;
    int step = 0;
    if (point.y() > grid.bottom() - zone)
        step = (point.y() - grid.bottom() + zone) / 2 + 1;
    else if (point.y() >= grid.top() && point.y() < grid.top() + zone)
        step = -((grid.top() + zone - point.y()) / 2 + 1);
    const int before = verticalScrollBar()->value();
    verticalScrollBar()->setValue(before + step);
    return verticalScrollBar()->value() != before;
}

void TimeGridView::repaintDays(QDate first, QDate last)
{
    if (!range().touches(first, last) || !isVisible())
        return;
    viewport()->update(m_geometry.strip());
    const int margin = theme().measures().focusGap + theme().measures().focusWidth;
    for (QDate day = std::max(first, range().first); day <= std::min(last, range().last);
         day = day.addDays(1))
        viewport()->update(m_geometry.column(dayOf(day)).adjusted(-margin, 0, margin, 0));
}

void TimeGridView::wheelEvent(QWheelEvent *event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        CalendarView::wheelEvent(event);
        return;
    }
    // The time under the pointer stays there.
    const int y = event->position().toPoint().y();
    const int minute = m_geometry.minuteAt(y);
    setHourHeight(hourHeight() * std::pow(kZoomStep, double(event->angleDelta().y()) / kWheelStep));
    verticalScrollBar()->setValue(verticalScrollBar()->value() + m_geometry.yOf(minute) - y);
    event->accept();
}

void TimeGridView::scrollContentsBy(int, int)
{
    auto shape = m_geometry.shape();
    shape.scroll = verticalScrollBar()->value();
    m_geometry = TimeGridGeometry(theme().measures(), shape);
    viewport()->update(m_geometry.grid());
}

QRect TimeGridView::dayRect(QDate day) const
{
    const int column = dayOf(day);
    return moreRect(column).isNull() ? m_geometry.headCell(column) : moreRect(column).toRect();
}

void TimeGridView::minutePassed()
{
    if (!range().contains(today()))
        return;
    viewport()->update(m_geometry.timeColumn());
    repaintDays(today(), today());
}

}
