#pragma once

#include "server/calendar/calendaroptions.h"
#include "server/calendar/reminders/firereminders.h"
#include "server/calendar/tasktimer.h"
#include "server/calendar/writer.h"

#include <mutex>

namespace hearth::server::calendar {

/// Fires reminders when they are due: sleeps until the next one, and looks anew when anything has changed,
/// here or in another instance, at most once a second. Without reminders to come it does not wake up.
class ReminderScheduler {
public:
    ReminderScheduler(Writer &writer, TaskTimer &timer, const CalendarOptions &options);

    void start();
    /// Something may be due sooner than was known. Never blocks.
    void soon();

private:
    void schedule(qint64 delayMs);
    void wake(quint64 alarm);
    void look();
    void looked(const shared::Result<FiredReminders> &fired);

    Writer &m_writer;
    TaskTimer &m_timer;
    const CalendarOptions m_options;
    std::mutex m_mutex;
    quint64 m_alarm = 0; ///< the timer's task that counts; an earlier one finds that it does not
    qint64 m_alarmMs = 0; ///< when it goes off, by the steady clock; 0 where there is none
    qint64 m_lookedMs = 0; ///< when the last look began, likewise
    bool m_looking = false;
    bool m_again = false; ///< asked for while a look was under way
    bool m_asked = false; ///< the alarm is to look, whatever is due
    std::optional<qint64> m_nextDueMs = 0; ///< by the service's clock
};

}
