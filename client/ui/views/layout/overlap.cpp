#include "client/ui/views/layout/overlap.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <tuple>
#include <vector>

namespace hearth::client::ui::layout {

namespace {

bool overlap(const Interval &a, const Interval &b) { return a.start < b.end && b.start < a.end; }

class Cluster {
public:
    Cluster(const QList<Interval> &intervals, QList<Column> &result)
        : m_intervals(intervals)
        , m_result(result)
    {
    }

    bool touches(const Interval &interval) const { return interval.start < m_end; }

    void add(qsizetype item)
    {
        const Interval &interval = m_intervals[item];
        const auto free = std::find_if(m_ends.begin(), m_ends.end(),
                                       [&interval](int end) { return end <= interval.start; });
        m_result[item].index = int(free - m_ends.begin());
        if (free == m_ends.end())
            m_ends.push_back(interval.end);
        else
            *free = interval.end;
        m_end = std::max(m_end, interval.end);
        m_items.push_back(item);
    }

    void close()
    {
        for (const qsizetype item : m_items) {
            Column &column = m_result[item];
            column.count = int(m_ends.size());
            column.span = column.count - column.index;
            for (const qsizetype other : m_items)
                if (m_result[other].index > column.index && overlap(m_intervals[item], m_intervals[other]))
                    column.span = std::min(column.span, m_result[other].index - column.index);
        }
        m_items.clear();
        m_ends.clear();
        m_end = std::numeric_limits<int>::min();
    }

private:
    const QList<Interval> &m_intervals;
    QList<Column> &m_result;
    std::vector<qsizetype> m_items;
    std::vector<int> m_ends; // of the last interval in each column
    int m_end = std::numeric_limits<int>::min();
};

}

QList<Column> columns(const QList<Interval> &intervals)
{
    std::vector<qsizetype> order(size_t(intervals.size()));
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&intervals](qsizetype a, qsizetype b) {
        const Interval &x = intervals[a], &y = intervals[b];
        return std::tie(x.start, y.end, x.id) < std::tie(y.start, x.end, y.id);
    });

    QList<Column> result(intervals.size());
    Cluster cluster(intervals, result);
    for (const qsizetype item : order) {
        if (!cluster.touches(intervals[item]))
            cluster.close();
        cluster.add(item);
    }
    cluster.close();
    return result;
}

}
