#include "client/ui/views/layout/lanes.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <vector>

namespace hearth::client::ui::layout {

namespace {

/// Which lanes are taken in each column.
class Grid {
public:
    explicit Grid(int columns)
        : m_taken(size_t(columns))
    {
    }

    int place(const LaneItem &item)
    {
        int lane = 0;
        while (taken(item, lane))
            ++lane;
        for (int column = item.first; column <= item.last; ++column) {
            auto &lanes = m_taken[size_t(column)];
            if (lanes.size() <= size_t(lane))
                lanes.resize(size_t(lane) + 1);
            lanes[size_t(lane)] = true;
        }
        return lane;
    }

private:
    bool taken(const LaneItem &item, int lane) const
    {
        for (int column = item.first; column <= item.last; ++column) {
            const auto &lanes = m_taken[size_t(column)];
            if (size_t(lane) < lanes.size() && lanes[size_t(lane)])
                return true;
        }
        return false;
    }

    std::vector<std::vector<bool>> m_taken;
};

std::vector<qsizetype> order(const QList<LaneItem> &items)
{
    std::vector<qsizetype> result(size_t(items.size()));
    std::iota(result.begin(), result.end(), 0);
    std::sort(result.begin(), result.end(), [&items](qsizetype a, qsizetype b) {
        const LaneItem &x = items[a], &y = items[b];
        return std::tie(y.bar, x.start, y.end, x.id) < std::tie(x.bar, y.start, x.end, y.id);
    });
    return result;
}

/// Hides what stands at `capacity` or lower, and in these columns also what stands in the lane above it.
void hide(const QList<LaneItem> &items, int capacity, Lanes &lanes)
{
    std::vector<bool> overflows(size_t(lanes.hidden.size()));
    for (qsizetype i = 0; i < items.size(); ++i)
        if (lanes.lane[i] >= capacity)
            std::fill(overflows.begin() + items[i].first, overflows.begin() + items[i].last + 1, true);

    for (qsizetype i = 0; i < items.size(); ++i) {
        const bool inLast = lanes.lane[i] == capacity - 1
            && std::find(overflows.begin() + items[i].first, overflows.begin() + items[i].last + 1, true)
                != overflows.begin() + items[i].last + 1;
        if (lanes.lane[i] < capacity && !inLast)
            continue;
        lanes.lane[i] = Lanes::kHidden;
        for (int column = items[i].first; column <= items[i].last; ++column)
            ++lanes.hidden[column];
    }
}

}

Lanes assignLanes(const QList<LaneItem> &items, int columns, int capacity)
{
    Lanes lanes;
    lanes.lane.resize(items.size());
    lanes.hidden.fill(0, columns);
    Grid grid(columns);
    for (const qsizetype item : order(items))
        lanes.lane[item] = grid.place(items[item]);
    hide(items, capacity, lanes);
    for (const int lane : lanes.lane)
        lanes.used = std::max(lanes.used, lane + 1);
    if (std::any_of(lanes.hidden.begin(), lanes.hidden.end(), [](int hidden) { return hidden > 0; }))
        lanes.used = std::max(lanes.used, capacity);
    return lanes;
}

}
