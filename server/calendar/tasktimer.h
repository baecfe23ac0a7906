#pragma once

#include <QtGlobal>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace hearth::server::calendar {

/// Runs short tasks later, on a thread of its own that sleeps until the next one is due.
class TaskTimer {
public:
    using Task = std::function<void()>;
    TaskTimer();
    /// stop()
    ~TaskTimer();

    /// An id for cancel(); 0 after stop().
    quint64 after(std::chrono::milliseconds delay, Task task);
    /// A task that runs already goes on.
    void cancel(quint64 id);
    /// Runs nothing any more, once it has returned.
    void stop();

private:
    using Time = std::chrono::steady_clock::time_point;
    void run();

    std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    std::map<std::pair<Time, quint64>, Task> m_tasks;
    std::map<quint64, Time> m_times;
    quint64 m_lastId = 0;
    bool m_stopped = false;
    std::thread m_thread;
};

}
