#pragma once

#include "client/models/wallalarm.h"
#include "shared/base/clock.h"

#include <algorithm>

namespace hearth::tests {

/// An alarm on a clock that stands: rings when the test moves the clock past the moment.
class FakeAlarm final : public client::WallAlarm {
public:
    explicit FakeAlarm(shared::FixedClock &clock)
        : m_clock(clock)
    {
    }

    void setFor(qint64 utcMs) override { atMs = utcMs; }
    void clear() override { atMs = 0; }

    /// Moves the clock from ring to ring up to that moment, as time does.
    void runUntil(qint64 utcMs)
    {
        while (atMs > 0 && atMs <= utcMs) {
            const qint64 moment = std::max(atMs, m_clock.nowMs());
            m_clock.advance(moment - m_clock.nowMs());
            atMs = 0;
            ++rings;
            Q_EMIT rang();
        }
        m_clock.advance(utcMs - m_clock.nowMs());
    }

    qint64 atMs = 0;
    int rings = 0;

private:
    shared::FixedClock &m_clock;
};

}
