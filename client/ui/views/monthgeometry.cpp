#include "client/ui/views/monthgeometry.h"

#include <algorithm>
#include <cmath>

namespace hearth::client::ui {

MonthGeometry::MonthGeometry(const Measures &measures, QSize viewport, int weeks, bool rightToLeft)
    : m_measures(measures)
    , m_viewport(viewport)
    , m_weeks(weeks)
    , m_rightToLeft(rightToLeft)
{
}

int MonthGeometry::headHeight() const { return m_measures.controlSmall; }

int MonthGeometry::rowEdge(int week) const
{
    return headHeight() + int(std::lround(double(m_viewport.height() - headHeight()) * week / m_weeks));
}

int MonthGeometry::columnEdge(int column) const
{
    const int width = m_viewport.width() - m_measures.monthWeekColumn;
    return m_measures.monthWeekColumn + int(std::lround(double(width) * column / kColumns));
}

QRectF MonthGeometry::mirrored(const QRectF &rect) const
{
    if (!m_rightToLeft)
        return rect;
    return {m_viewport.width() - rect.right(), rect.top(), rect.width(), rect.height()};
}

int MonthGeometry::capacity() const
{
    const Measures &m = m_measures;
    const int height = (m_viewport.height() - headHeight()) / m_weeks - m.monthDate - m.hairline;
    return std::max(1, (height + m.monthLaneGap) / (m.monthLane + m.monthLaneGap));
}

QRect MonthGeometry::head(int column) const
{
    const int left = columnEdge(column);
    return mirrored(QRectF(left, 0, columnEdge(column + 1) - left, headHeight())).toRect();
}

QRect MonthGeometry::week(int week) const
{
    return {0, rowEdge(week), m_viewport.width(), rowEdge(week + 1) - rowEdge(week)};
}

QRect MonthGeometry::weekNumber(int week) const
{
    const QRectF rect(0, rowEdge(week), m_measures.monthWeekColumn, m_measures.monthDate);
    return mirrored(rect).toRect();
}

QRect MonthGeometry::cell(int week, int column) const
{
    const int left = columnEdge(column);
    const int top = rowEdge(week);
    return mirrored(QRectF(left, top, columnEdge(column + 1) - left, rowEdge(week + 1) - top)).toRect();
}

QRectF MonthGeometry::lane(int week, int first, int last, int lane, BarEnds ends) const
{
    const Measures &m = m_measures;
    const double left = columnEdge(first) + (ends.before ? m.hairline : m.space2 + m.hairline);
    const double right = columnEdge(last + 1) - (ends.after ? 0 : m.space2 + m.hairline);
    const double top = rowEdge(week) + m.hairline + m.monthDate + lane * (m.monthLane + m.monthLaneGap);
    return mirrored({left, top, right - left, double(m.monthLane)});
}

int MonthGeometry::weekAt(int y) const
{
    int week = 0;
    while (week + 1 < m_weeks && y >= rowEdge(week + 1))
        ++week;
    return week;
}

int MonthGeometry::columnAt(int x) const
{
    const int along = m_rightToLeft ? m_viewport.width() - 1 - x : x;
    int column = 0;
    while (column + 1 < kColumns && along >= columnEdge(column + 1))
        ++column;
    return column;
}

}
