#pragma once

#include <QTimer>

#include <array>
#include <functional>
#include <vector>

namespace hearth::server::gateway {

/// The deadlines of all connections of one thread behind a single timer, coarse to kTickMs. An entry is an id
/// and the time at which it wants to be looked at; whoever owns the id decides then whether its time has
/// come.
class DeadlineWheel {
public:
    static constexpr qint64 kTickMs = 50;

    /// `due` is called with an id and the time for which it was scheduled.
    explicit DeadlineWheel(std::function<void(quint64 id, qint64 scheduledMs)> due);

    /// Wants to look at the id at that time or somewhat later, or sooner where it is far ahead; the time that
    /// was taken.
    qint64 schedule(quint64 id, qint64 atMs);
    /// Milliseconds of a clock that never goes back.
    static qint64 nowMs();

private:
    struct Entry {
        quint64 id;
        qint64 atMs;
    };
    static constexpr qint64 kSlots = 256;

    void turn();
    void arm();

    std::function<void(quint64, qint64)> m_due;
    QTimer m_timer;
    std::array<std::vector<Entry>, kSlots> m_slots;
    qint64 m_position = 0; ///< ticks up to this one have been looked at
    qint64 m_armedTick = 0; ///< the tick the timer waits for; 0 for none
    size_t m_entries = 0;
};

}
