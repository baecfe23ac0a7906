#include "server/calendar/tasktimer.h"

namespace hearth::server::calendar {

TaskTimer::TaskTimer()
    : m_thread([this] { run(); })
{
}

TaskTimer::~TaskTimer() { stop(); }

quint64 TaskTimer::after(std::chrono::milliseconds delay, Task task)
{
    const std::lock_guard guard(m_mutex);
    if (m_stopped)
        return 0;
    const quint64 id = ++m_lastId;
    const Time time = std::chrono::steady_clock::now() + delay;
    const auto added = m_tasks.emplace(std::pair(time, id), std::move(task)).first;
    m_times.emplace(id, time);
    if (added == m_tasks.begin())
        m_wakeUp.notify_one();
    return id;
}

void TaskTimer::cancel(quint64 id)
{
    const std::lock_guard guard(m_mutex);
    const auto found = m_times.find(id);
    if (found == m_times.end())
        return;
    m_tasks.erase({found->second, id});
    m_times.erase(found);
}

void TaskTimer::stop()
{
    {
        const std::lock_guard guard(m_mutex);
        m_stopped = true;
    }
    m_wakeUp.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void TaskTimer::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_stopped) {
        if (m_tasks.empty()) {
            m_wakeUp.wait(lock);
            continue;
        }
        const auto first = m_tasks.begin();
        if (const Time due = first->first.first; due > std::chrono::steady_clock::now()) {
            m_wakeUp.wait_until(lock, due);
            continue;
        }
        const Task task = std::move(first->second);
        m_times.erase(first->first.second);
        m_tasks.erase(first);
        lock.unlock();
        task();
        lock.lock();
    }
}

}
