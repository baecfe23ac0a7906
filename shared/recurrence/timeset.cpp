#include "shared/recurrence/timeset.h"

#include <algorithm>

namespace hearth::shared {

TimeSet::TimeSet(const Rule &rule)
{
    if (rule.frequency > Frequency::Hourly)
        m_hours.assign(rule.byHour.begin(), rule.byHour.end());
    if (rule.frequency > Frequency::Minutely)
        m_minutes.assign(rule.byMinute.begin(), rule.byMinute.end());
    if (rule.frequency > Frequency::Secondly)
        m_seconds.assign(rule.bySecond.begin(), rule.bySecond.end());
    m_product = qint64(m_hours.size() * m_minutes.size() * m_seconds.size());
    if (rule.bySetPos.isEmpty() || rule.frequency > Frequency::Daily)
        return;
    m_chosen = chosenPositions(rule.bySetPos, m_product);
    m_nothing = m_chosen.empty();
}

qint64 TimeSet::at(qint64 index) const
{
    return m_chosen.empty() ? product(index) : product(m_chosen.at(size_t(index)));
}

qint64 TimeSet::product(qint64 index) const
{
    if (m_product == 1)
        return m_hours.front() * 3600 + m_minutes.front() * 60 + m_seconds.front();
    const auto seconds = qint64(m_seconds.size());
    const auto minutes = qint64(m_minutes.size());
    return m_hours.at(size_t(index / seconds / minutes)) * 3600
        + m_minutes.at(size_t(index / seconds % minutes)) * 60 + m_seconds.at(size_t(index % seconds));
}

std::vector<qint64> chosenPositions(const QList<int> &positions, qint64 size)
{
    std::vector<qint64> chosen;
    for (const int position : positions) {
        const qint64 index = position > 0 ? position - 1 : size + position;
        if (index >= 0 && index < size)
            chosen.push_back(index);
    }
    std::sort(chosen.begin(), chosen.end());
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    return chosen;
}

}
