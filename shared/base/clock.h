#pragma once

#include <QtGlobal>

#include <atomic>

namespace hearth::shared {

/// Where all code gets the time from, so that tests can set it.
class Clock {
public:
    virtual ~Clock() = default;
    /// Milliseconds since 1970-01-01T00:00:00Z.
    virtual qint64 nowMs() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock {
public:
    qint64 nowMs() const override;
};

/// A clock that stands until it is moved; safe to move from another thread.
class FixedClock final : public Clock {
public:
    explicit FixedClock(qint64 ms);
    qint64 nowMs() const override;
    void advance(qint64 ms);

private:
    std::atomic<qint64> m_ms;
};

}
