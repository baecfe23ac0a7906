#include "server/calendar/reminders/reminderscheduler.h"

#include "server/platform/logging.h"

#include <algorithm>
#include <chrono>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kPauseMs = 1000; ///< between two looks that changes ask for
constexpr qint64 kFailedMs = 5000;
const QUuid kKey(u"{b0f3c1a2-5b0e-5d55-8f0d-6a6f1c5f7a31}"_s);

/// Never 0.
qint64 steadyMs()
{
    return 1
        + std::chrono::duration_cast<std::chrono::milliseconds>(
              std::chrono::steady_clock::now().time_since_epoch())
              .count();
}
}

ReminderScheduler::ReminderScheduler(Writer &writer, TaskTimer &timer, const CalendarOptions &options)
    : m_writer(writer)
    , m_timer(timer)
    , m_options(options)
{
}

void ReminderScheduler::start() { soon(); }

void ReminderScheduler::soon()
{
    const std::lock_guard guard(m_mutex);
    if (m_looking) {
        m_again = true;
        return;
    }
    m_asked = true;
    schedule(std::max<qint64>(0, m_lookedMs + kPauseMs - steadyMs()));
}

// Under the lock.
void ReminderScheduler::schedule(qint64 delayMs)
{
    const qint64 atMs = steadyMs() + delayMs;
    if (m_alarmMs != 0 && m_alarmMs <= atMs)
        return;
    m_alarmMs = atMs;
    m_timer.after(std::chrono::milliseconds(delayMs), [this, alarm = ++m_alarm] { wake(alarm); });
}

void ReminderScheduler::wake(quint64 alarm)
{
    {
        const std::lock_guard guard(m_mutex);
        if (alarm != m_alarm || m_looking)
            return;
        m_alarmMs = 0;
        // The machine may have slept, or its clock been set: it is asked again before the database is.
        const qint64 leftMs = m_nextDueMs ? *m_nextDueMs - m_writer.clock().nowMs() : 0;
        if (!m_asked && leftMs > 0)
            return schedule(std::min(leftMs, m_options.reminderSleepMs));
        m_asked = false;
        m_looking = true;
        m_lookedMs = steadyMs();
    }
    look();
}

void ReminderScheduler::look()
{
    m_writer.run({}, kKey, FireReminders(),
                 [this](const shared::Result<FiredReminders> &fired) { looked(fired); });
}

void ReminderScheduler::looked(const shared::Result<FiredReminders> &fired)
{
    const std::lock_guard guard(m_mutex);
    m_looking = false;
    const bool again = std::exchange(m_again, false);
    if (!fired) {
        logWarning(lcCalendar(), u"Reminders could not be looked at; they are looked at again"_s,
                   {{"error", shared::errorCodeName(fired.error().code)}});
        m_asked = true;
        return schedule(kFailedMs);
    }
    m_nextDueMs = fired->nextDueMs;
    if (fired->more || again) {
        m_asked = true;
        return schedule(fired->more ? 0 : kPauseMs);
    }
    if (!m_nextDueMs)
        return;
    // What is due still is another instance's just now.
    const qint64 leftMs = *m_nextDueMs - m_writer.clock().nowMs();
    schedule(leftMs <= 0 ? kPauseMs : std::min(leftMs, m_options.reminderSleepMs));
}

}
