#pragma once

#include "server/platform/hashpool.h"

#include <memory>
#include <mutex>

namespace hearth::server::calendar {

/// A thread on which fetched texts are read, begun with the first one. Thread-safe.
class ReadingPool {
public:
    /// False where too much waits already, or it is closed: `work` will not run.
    [[nodiscard]] bool submit(std::function<void()> work);
    /// Finishes what it has taken.
    void close();

private:
    std::mutex m_mutex;
    bool m_closed = false;
    std::unique_ptr<HashPool> m_pool;
};

}
