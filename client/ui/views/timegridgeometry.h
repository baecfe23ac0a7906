#pragma once

#include "client/ui/theme/theme.h"
#include "client/ui/views/eventpainter.h"
#include "client/ui/views/layout/overlap.h"

#include <QRectF>
#include <QSize>

namespace hearth::client::ui {

/// Where everything of a time grid lies in its viewport: a head, a strip of lanes, and hours that scroll
/// below.
class TimeGridGeometry {
public:
    struct Shape {
        QSize viewport;
        int days = 7;
        int lanes = 1; ///< of the strip
        qreal hourHeight = 48;
        int scroll = 0; ///< pixels of the grid above its upper edge
        bool rightToLeft = false;
    };

    TimeGridGeometry() = default;
    TimeGridGeometry(const Measures &measures, const Shape &shape);

    const Shape &shape() const { return m_shape; }
    int gridHeight() const; ///< of all 24 hours
    QRect head() const;
    QRect strip() const;
    QRect grid() const; ///< the part that scrolls, as far as it is seen
    QRect timeColumn() const; ///< beside the grid
    /// From the head down.
    QRect column(int day) const;
    QRect headCell(int day) const;

    int yOf(int minute) const;
    /// -1 outside of the columns.
    int dayAt(int x) const;
    /// The column under or nearest to x.
    int nearestDay(int x) const;
    /// 0 to 1439, also where y is above or below the grid.
    int minuteAt(int y) const;

    QRectF block(int day, int from, int to, const layout::Column &column) const;
    /// The whole column's width.
    QRectF slot(int day, int from, int to) const;
    QRectF bar(int first, int last, int lane, BarEnds ends) const;

private:
    int columnEdge(int day) const; ///< left to right
    QRectF mirrored(const QRectF &rect) const;

    Measures m_measures;
    Shape m_shape;
};

}
