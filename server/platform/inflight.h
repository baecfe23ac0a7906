#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>

namespace hearth::server {

/// Counts the calls that a service still works on, so that its destructor can wait for them: a call is over
/// when its reply and every closure that holds it are gone.
class InFlight {
public:
    InFlight() = default;
    /// Waits until none is left.
    ~InFlight() { wait(); }
    InFlight(const InFlight &) = delete;
    InFlight &operator=(const InFlight &) = delete;

    /// Counts as long as it is held.
    std::shared_ptr<void> enter()
    {
        const std::lock_guard lock(m_mutex);
        ++m_count;
        return {nullptr, [this](void *) {
                    const std::lock_guard leaving(m_mutex);
                    if (--m_count == 0)
                        m_none.notify_all();
                }};
    }
    /// The same reply, which counts as long as it, or a copy of it, exists.
    template <class Argument> std::function<void(Argument)> track(std::function<void(Argument)> reply)
    {
        return [reply = std::move(reply), guard = enter()](Argument argument) { reply(std::move(argument)); };
    }
    void wait()
    {
        std::unique_lock lock(m_mutex);
        m_none.wait(lock, [this] { return m_count == 0; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_none;
    int m_count = 0;
};

}
