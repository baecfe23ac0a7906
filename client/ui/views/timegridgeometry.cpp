#include "client/ui/views/timegridgeometry.h"

#include <algorithm>
#include <cmath>

namespace hearth::client::ui {

namespace {
constexpr int kHours = 24;
constexpr int kMinutesOfHour = 60;
constexpr int kMinutesOfDay = kHours * kMinutesOfHour;
}

TimeGridGeometry::TimeGridGeometry(const Measures &measures, const Shape &shape)
    : m_measures(measures)
    , m_shape(shape)
{
}

int TimeGridGeometry::gridHeight() const
{
    return int(std::lround(m_shape.hourHeight * kHours)) + m_measures.hairline;
}

QRect TimeGridGeometry::head() const { return {0, 0, m_shape.viewport.width(), m_measures.dayHead}; }

QRect TimeGridGeometry::strip() const
{
    const Measures &m = m_measures;
    const int height = 2 * m.space4 + m_shape.lanes * (m.allDayLane + m.laneGap) - m.laneGap;
    return {0, m.dayHead, m_shape.viewport.width(), height};
}

QRect TimeGridGeometry::grid() const
{
    const int top = strip().bottom() + 1;
    return {0, top, m_shape.viewport.width(), std::max(0, m_shape.viewport.height() - top)};
}

QRect TimeGridGeometry::timeColumn() const
{
    const QRect all = grid();
    const int x = m_shape.rightToLeft ? all.width() - m_measures.timeColumn : 0;
    return {x, all.top(), m_measures.timeColumn, all.height()};
}

int TimeGridGeometry::columnEdge(int day) const
{
    const int width = m_shape.viewport.width() - m_measures.timeColumn;
    return m_measures.timeColumn + int(std::lround(double(width) * day / m_shape.days));
}

QRectF TimeGridGeometry::mirrored(const QRectF &rect) const
{
    if (!m_shape.rightToLeft)
        return rect;
    return {m_shape.viewport.width() - rect.right(), rect.top(), rect.width(), rect.height()};
}

QRect TimeGridGeometry::column(int day) const
{
    const QRectF rect(columnEdge(day), m_measures.dayHead, columnEdge(day + 1) - columnEdge(day),
                      m_shape.viewport.height() - m_measures.dayHead);
    return mirrored(rect).toRect();
}

QRect TimeGridGeometry::headCell(int day) const
{
    const QRect below = column(day);
    return {below.left(), 0, below.width(), m_measures.dayHead};
}

int TimeGridGeometry::yOf(int minute) const
{
    return grid().top() - m_shape.scroll + int(std::lround(m_shape.hourHeight * minute / kMinutesOfHour));
}

int TimeGridGeometry::dayAt(int x) const
{
    for (int day = 0; day < m_shape.days; ++day)
        if (const QRect rect = column(day); rect.left() <= x && x <= rect.right())
            return day;
    return -1;
}

int TimeGridGeometry::nearestDay(int x) const
{
    const int day = dayAt(x);
    if (day >= 0)
        return day;
    const bool before = m_shape.rightToLeft ? x > column(0).right() : x < column(0).left();
    return before ? 0 : m_shape.days - 1;
}

int TimeGridGeometry::minuteAt(int y) const
{
    const double hours = (y - grid().top() + m_shape.scroll) / m_shape.hourHeight;
    return std::clamp(int(std::floor(hours * kMinutesOfHour)), 0, kMinutesOfDay - 1);
}

QRectF TimeGridGeometry::block(int day, int from, int to, const layout::Column &place) const
{
    const Measures &m = m_measures;
    const double left = columnEdge(day) + m.space2;
    const double width = columnEdge(day + 1) - m.eventColumnMargin - left;
    const double step = (width + m.eventGap) / place.count;
    const double x = std::round(left + step * place.index);
    const double right = std::round(left + step * (place.index + place.span)) - m.eventGap;
    const double top = yOf(from) + m.hairline;
    const double height = std::max<double>(m.eventMin, yOf(to) - m.hairline - top);
    return mirrored({x, top, std::max(1.0, right - x), height});
}

QRectF TimeGridGeometry::slot(int day, int from, int to) const { return block(day, from, to, {}); }

QRectF TimeGridGeometry::bar(int first, int last, int lane, BarEnds ends) const
{
    const Measures &m = m_measures;
    const double left = columnEdge(first) + (ends.before ? m.hairline : m.space2);
    const double right = columnEdge(last + 1) - (ends.after ? 0 : m.space2 + m.hairline);
    const double top = strip().top() + m.space4 + lane * (m.allDayLane + m.laneGap);
    return mirrored({left, top, right - left, double(m.allDayLane)});
}

}
