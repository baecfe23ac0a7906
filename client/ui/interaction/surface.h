#pragma once

#include "client/ui/interaction/wallspan.h"
#include "shared/base/ids.h"

#include <QList>
#include <QPoint>
#include <QRect>

class QAbstractScrollArea;

namespace hearth::client::ui {

/// What lies under a point of a view.
struct Hit {
    enum class Zone {
        None,
        Grid, ///< slots of time
        Strip, ///< whole days above the grid
        Days, ///< cells of days
        List, ///< rows that aren't places in time
    };
    enum class Edge { Body, Start, End };

    Zone zone = Zone::None;
    QDate day = {};
    int minute = 0; ///< of the day; only in a grid
    shared::EventId event = {}; ///< null on empty space
    Edge edge = Edge::Body;
    bool more = false; ///< on a "+n more"
    bool heading = false; ///< on the name of the day
};

/// Where the keyboard is.
struct GridCursor {
    static constexpr int kWholeDay = -1;

    QDate day;
    int minute = kWholeDay;

    friend bool operator==(const GridCursor &, const GridCursor &) = default;
};

/// What an interaction needs of a view. A view keeps no state of an interaction; it paints the controller's.
class Surface {
public:
    /// How the arrow keys go.
    enum class Layout {
        TimeGrid, ///< days beside each other, time downward
        DayGrid, ///< weeks below each other
        List,
    };

    virtual ~Surface() = default;

    virtual QAbstractScrollArea &area() = 0;
    virtual Layout layout() const = 0;
    virtual Hit hitTest(QPoint point) const = 0;
    /// Where the event is painted, in the viewport; null where it isn't.
    virtual QRect eventRect(shared::EventId event) const = 0;
    /// Where a span would be painted, in the viewport: its first day's part.
    virtual QRect spanRect(const WallSpan &span) const = 0;
    virtual QDate firstDay() const = 0;
    virtual QDate lastDay() const = 0;
    /// The shown events, in the order of reading.
    virtual QList<shared::EventId> events() const = 0;
    /// Those that stand at the cursor.
    virtual QList<shared::EventId> eventsAt(const GridCursor &cursor) const = 0;
    virtual void ensureVisible(const GridCursor &cursor) = 0;
    virtual void ensureVisible(shared::EventId event) = 0;
    /// Scrolls while something is dragged at `point`; false where there is nothing to scroll.
    virtual bool scrollAt(QPoint point) = 0;
    /// Shows all of a day of which only a part has room.
    virtual void showMore(QDate day) = 0;
    /// Repaints what stands on these days.
    virtual void repaintDays(QDate first, QDate last) = 0;
};

}
