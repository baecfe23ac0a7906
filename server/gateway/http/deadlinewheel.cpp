#include "server/gateway/http/deadlinewheel.h"

#include <algorithm>
#include <chrono>

namespace hearth::server::gateway {

DeadlineWheel::DeadlineWheel(std::function<void(quint64, qint64)> due)
    : m_due(std::move(due))
    , m_position(nowMs() / kTickMs)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::CoarseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { turn(); });
}

qint64 DeadlineWheel::nowMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

qint64 DeadlineWheel::schedule(quint64 id, qint64 atMs)
{
    if (m_entries == 0)
        m_position = nowMs() / kTickMs;
    const qint64 tick = std::clamp((atMs + kTickMs - 1) / kTickMs, m_position + 1, m_position + kSlots - 1);
    m_slots[size_t(tick % kSlots)].push_back({id, tick * kTickMs});
    ++m_entries;
    if (m_armedTick == 0 || tick < m_armedTick)
        arm();
    return tick * kTickMs;
}

void DeadlineWheel::turn()
{
    m_armedTick = 0;
    const qint64 until = nowMs() / kTickMs;
    while (m_position < until && m_entries > 0) {
        ++m_position;
        const std::vector<Entry> entries = std::exchange(m_slots[size_t(m_position % kSlots)], {});
        m_entries -= entries.size();
        for (const Entry &entry : entries)
            m_due(entry.id, entry.atMs);
    }
    arm();
}

void DeadlineWheel::arm()
{
    if (m_entries == 0)
        return;
    qint64 tick = m_position + 1;
    while (m_slots[size_t(tick % kSlots)].empty())
        ++tick;
    m_armedTick = tick;
    m_timer.start(int(std::max<qint64>(tick * kTickMs - nowMs(), 0)));
}

}
