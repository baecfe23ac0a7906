#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace hearth::server {

/// Threads for what costs 30 ms of CPU, so that it never holds up the database's threads, bounded in both.
class HashPool {
public:
    HashPool(int threads, int maxQueued);
    /// Runs what is queued first.
    ~HashPool();
    HashPool(const HashPool &) = delete;
    HashPool &operator=(const HashPool &) = delete;

    /// False where the queue is full: `work` will not run. It must not throw.
    [[nodiscard]] bool submit(std::function<void()> work);
    /// Works that wait, for metrics.
    size_t queued() const;

private:
    void run();

    const size_t m_maxQueued;
    mutable std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    std::deque<std::function<void()>> m_queue;
    bool m_ended = false;
    std::vector<std::thread> m_threads;
};

}
