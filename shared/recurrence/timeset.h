#pragma once

#include "shared/recurrence/rule.h"

#include <vector>

namespace hearth::shared {

/// The moments of one unit of a completed rule's frequency (a day at most) by BYHOUR, BYMINUTE and BYSECOND,
/// and, where the unit is the whole period, by BYSETPOS. In seconds from the unit's beginning, in order;
/// never written out, since there may be 86,400.
class TimeSet {
public:
    explicit TimeSet(const Rule &rule);

    qint64 size() const { return m_chosen.empty() ? m_product : qint64(m_chosen.size()); }
    qint64 at(qint64 index) const;
    /// Whether BYSETPOS has left nothing.
    bool empty() const { return m_nothing; }

private:
    qint64 product(qint64 index) const;

    std::vector<int> m_hours{0};
    std::vector<int> m_minutes{0};
    std::vector<int> m_seconds{0};
    qint64 m_product = 1;
    std::vector<qint64> m_chosen; ///< indexes into the product; empty: all of it
    bool m_nothing = false;
};

/// The indexes that BYSETPOS chooses from `size` things, sorted.
std::vector<qint64> chosenPositions(const QList<int> &positions, qint64 size);

}
