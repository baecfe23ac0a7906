#pragma once

#include <QtGlobal>

#include <atomic>
#include <utility>

namespace hearth::server::gateway {

/// How many bytes of bodies the whole server holds; shared by all IO threads.
class BodyBudget {
public:
    explicit BodyBudget(qint64 limit)
        : m_limit(limit)
    {
    }

    bool isExceeded() const { return m_used.load(std::memory_order_relaxed) > m_limit; }
    qint64 used() const { return m_used.load(std::memory_order_relaxed); }

private:
    friend class BodyShare;

    const qint64 m_limit;
    std::atomic<qint64> m_used = 0;
};

/// One request's part of it, given back when this ends. The budget must outlive it.
class BodyShare {
public:
    BodyShare() = default;
    explicit BodyShare(BodyBudget &budget)
        : m_budget(&budget)
    {
    }
    ~BodyShare() { release(); }
    BodyShare(BodyShare &&other) noexcept
        : m_budget(other.m_budget)
        , m_bytes(std::exchange(other.m_bytes, 0))
    {
    }
    BodyShare &operator=(BodyShare &&other) noexcept
    {
        release();
        m_budget = other.m_budget;
        m_bytes = std::exchange(other.m_bytes, 0);
        return *this;
    }

    void add(qint64 bytes)
    {
        m_bytes += bytes;
        m_budget->m_used.fetch_add(bytes, std::memory_order_relaxed);
    }

private:
    void release()
    {
        if (m_bytes > 0)
            m_budget->m_used.fetch_sub(std::exchange(m_bytes, 0), std::memory_order_relaxed);
    }

    BodyBudget *m_budget = nullptr;
    qint64 m_bytes = 0;
};

}
