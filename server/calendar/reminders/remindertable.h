#pragma once

#include "server/calendar/reminders/reminderlist.h"
#include "shared/domain/role.h"
#include "shared/sql/database.h"

namespace hearth::server::calendar {

/// What is set for whom: the tables `reminder_defaults`, `reminder_settings` and `event_reminders`.
class ReminderTable {
public:
    ReminderTable(shared::Database &database, const shared::CalendarId &calendar);

    ReminderLists defaults();
    void setDefaults(const ReminderLists &lists);

    struct Settings {
        ReminderLists lists;
        bool muted = false;
    };
    Settings settings(const shared::UserId &user);
    void setSettings(const shared::UserId &user, const Settings &settings);

    struct OfEvent {
        shared::EventId event;
        OwnReminders own;
        bool muted = false;
    };
    OfEvent ofEvent(const shared::UserId &user, const shared::EventId &event);
    QList<OfEvent> ofEvents(const shared::UserId &user);
    qint64 countEvents(const shared::UserId &user);
    /// Nothing of one's own is no row.
    void setOfEvent(const shared::UserId &user, const OfEvent &set);

    struct Member {
        shared::UserId user;
        shared::Role role = shared::Role::Viewer;
        MemberReminders reminders;
    };
    /// All members, and what each has said of the event or, where that is nothing, of the series that it is
    /// one of.
    QList<Member> members(const shared::Event &event);

private:
    shared::Database &m_db;
    shared::CalendarId m_calendar;
};

}
