#pragma once

#include "client/ui/theme/theme.h"
#include "client/ui/views/eventpainter.h"

#include <QRectF>
#include <QSize>

namespace hearth::client::ui {

/// Where everything of a month lies in its viewport: a head, a column of week numbers, and weeks of seven
/// cells.
class MonthGeometry {
public:
    static constexpr int kColumns = 7;

    MonthGeometry() = default;
    MonthGeometry(const Measures &measures, QSize viewport, int weeks, bool rightToLeft);

    int weeks() const { return m_weeks; }
    /// Lanes that fit into a cell.
    int capacity() const;
    QRect head(int column) const;
    QRect week(int week) const; ///< the whole row
    QRect weekNumber(int week) const;
    QRect cell(int week, int column) const;
    QRectF lane(int week, int first, int last, int lane, BarEnds ends) const;
    /// The week at y and the column at x, also where the point is outside of them.
    int weekAt(int y) const;
    int columnAt(int x) const;

private:
    int headHeight() const;
    int rowEdge(int week) const;
    int columnEdge(int column) const;
    QRectF mirrored(const QRectF &rect) const;

    Measures m_measures;
    QSize m_viewport;
    int m_weeks = 6;
    bool m_rightToLeft = false;
};

}
