#pragma once

#include <QList>
#include <QUuid>

namespace hearth::client::ui::layout {

/// A stretch of a day, in minutes, end exclusive.
struct Interval {
    int start = 0;
    int end = 0;
    QUuid id; ///< decides where start and length are equal
};

/// Where an interval stands beside those it overlaps: from column `index` over `span` of `count` columns.
struct Column {
    int index = 0;
    int count = 1;
    int span = 1;

    friend bool operator==(const Column &, const Column &) = default;
};

/// The columns of the intervals, in the order of the input: sorted by start, then longer first, and cut into
/// connected clusters, each takes the leftmost free column and expands right as far as nothing stands there.
/// No two overlap, and the result doesn't depend on the order of the input.
QList<Column> columns(const QList<Interval> &intervals);

}
