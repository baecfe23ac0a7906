#pragma once

#include "server/calendar/reminders/alarmtable.h"
#include "server/calendar/reminders/claimtable.h"
#include "server/calendar/reminders/remindermoments.h"
#include "server/calendar/reminders/remindertable.h"
#include "server/calendar/unitofwork.h"

namespace hearth::server::calendar {

/// How late a reminder may be fired; later than that, the apps have seen to it themselves.
constexpr qint64 kReminderLateMs = 15LL * 60 * 1000;
/// How far before a change what was due is still looked for, so that nothing is lost between the two.
constexpr qint64 kReminderGraceMs = 5000;

/// What a look at the alarms has found.
struct FiredReminders {
    bool more = false; ///< further ones are due already
    std::optional<qint64> nextDueMs;
};

/// Fires what is due: in one transaction each member's reminder is kept as told and the alarm moved on to the
/// next, so that no other look, here or in another instance, fires it again. A bounded number at a time.
class FireReminders {
public:
    shared::Result<FiredReminders> operator()(UnitOfWork &unit) const;

private:
    struct Subject;
    using Messages = QList<PersonalMessage>;

    static void look(UnitOfWork &unit, const Alarm &alarm, Messages &messages);
    static std::optional<Subject> subjectOf(UnitOfWork &unit, const Alarm &alarm);
    static shared::Outcome fire(UnitOfWork &unit, const Subject &subject, qint64 afterMs, Messages &messages);
    static void tell(UnitOfWork &unit, const Subject &subject, const ReminderMoment &moment,
                     Messages &messages);
    static bool isFor(const Subject &subject, const ReminderTable::Member &member, int minutes);
};

}
