#pragma once

#include "server/calendar/messages.h"
#include "server/proto/reminders.pb.h"
#include "shared/base/result.h"
#include "shared/domain/event.h"

#include <QList>

#include <optional>

namespace hearth::shared {
class Query;
}

namespace hearth::server::calendar {

/// Minutes before the start, as the tables have them; nothing where whatever holds further out is followed.
using OwnReminders = std::optional<QList<int>>;

QString reminderText(const QList<int> &minutes);
QList<int> readReminderText(const QString &text);
void bindReminders(shared::Query &query, const QString &name, const OwnReminders &own);
OwnReminders readReminders(const shared::Query &row, int column);

/// Sorted, none twice; InvalidArgument with reason "invalid_reminder" or "too_many_reminders".
shared::Result<QList<int>> checkReminders(const pb::Minutes &minutes);
void putReminders(pb::Minutes &minutes, const QList<int> &list);

/// What is given for timed and for all-day events.
struct ReminderLists {
    OwnReminders timed;
    OwnReminders allDay;

    const OwnReminders &of(const shared::EventDraft &event) const { return event.allDay ? allDay : timed; }
};

/// What one member has said.
struct MemberReminders {
    ReminderLists defaults; ///< for the calendar
    bool muted = false; ///< the whole calendar
    OwnReminders own; ///< for the event
    bool eventMuted = false;
};

/// By which a member is reminded of the event: their own for it; else the event's; else their defaults for
/// the calendar; else the calendar's. None where they have muted either.
QList<int> effectiveReminders(const shared::EventDraft &event, const ReminderLists &calendar,
                              const MemberReminders &member);

}
