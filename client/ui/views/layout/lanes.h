#pragma once

#include <QList>
#include <QUuid>

namespace hearth::client::ui::layout {

/// Something that stands in a lane of a row of days.
struct LaneItem {
    int first = 0; ///< column, cut to the row
    int last = 0; ///< inclusive
    bool bar = true; ///< bars take their lanes before the rows of single days
    qint64 start = 0; ///< the whole item's, not cut: what began earlier stands higher
    qint64 end = 0;
    QUuid id; ///< decides where start and length are equal
};

/// Where the items of a row of days stand.
struct Lanes {
    static constexpr int kHidden = -1;

    QList<int> lane; ///< for each item, in the order of the input; kHidden where it gave way to "+n more"
    QList<int> hidden; ///< for each column how many did; "+n more" stands in its last lane
    int used = 0; ///< lanes that hold something, "+n more" included
};

/// Gives each item the topmost lane that is free over its whole width, bars first, by start and then longer
/// first. Where a column needs more than `capacity` lanes, its last one is left to "+n more". The result
/// doesn't depend on the order of the input.
Lanes assignLanes(const QList<LaneItem> &items, int columns, int capacity);

}
