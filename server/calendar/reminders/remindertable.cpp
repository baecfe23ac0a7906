#include "server/calendar/reminders/remindertable.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::EventId;
using shared::UserId;

ReminderTable::ReminderTable(shared::Database &database, const shared::CalendarId &calendar)
    : m_db(database)
    , m_calendar(calendar)
{
}

ReminderLists ReminderTable::defaults()
{
    auto query = m_db.query(
        u"SELECT reminders, all_day_reminders FROM reminder_defaults WHERE calendar_id = :calendar"_s);
    if (!query.bind(u":calendar"_s, m_calendar).run().next())
        return {QList<int>(), QList<int>()};
    return {readReminders(query, 0), readReminders(query, 1)};
}

void ReminderTable::setDefaults(const ReminderLists &lists)
{
    m_db.query(u"INSERT INTO reminder_defaults (calendar_id, reminders, all_day_reminders) "
               "VALUES (:calendar, :timed, :all_day) ON CONFLICT (calendar_id) DO UPDATE "
               "SET reminders = excluded.reminders, all_day_reminders = excluded.all_day_reminders"_s)
        .bind(u":calendar"_s, m_calendar)
        .bind(u":timed"_s, reminderText(lists.timed.value_or(QList<int>())))
        .bind(u":all_day"_s, reminderText(lists.allDay.value_or(QList<int>())))
        .run();
}

ReminderTable::Settings ReminderTable::settings(const UserId &user)
{
    auto query = m_db.query(u"SELECT reminders, all_day_reminders, muted FROM reminder_settings "
                            "WHERE calendar_id = :calendar AND user_id = :user"_s);
    if (!query.bind(u":calendar"_s, m_calendar).bind(u":user"_s, user).run().next())
        return {};
    return {{readReminders(query, 0), readReminders(query, 1)}, query.boolean(2)};
}

void ReminderTable::setSettings(const UserId &user, const Settings &settings)
{
    auto query = m_db.query(
        u"INSERT INTO reminder_settings (calendar_id, user_id, reminders, all_day_reminders, muted) "
        "VALUES (:calendar, :user, :timed, :all_day, :muted) ON CONFLICT (calendar_id, user_id) DO UPDATE "
        "SET reminders = excluded.reminders, all_day_reminders = excluded.all_day_reminders, "
        "muted = excluded.muted"_s);
    bindReminders(query, u":timed"_s, settings.lists.timed);
    bindReminders(query, u":all_day"_s, settings.lists.allDay);
    query.bind(u":calendar"_s, m_calendar).bind(u":user"_s, user).bind(u":muted"_s, settings.muted).run();
}

ReminderTable::OfEvent ReminderTable::ofEvent(const UserId &user, const EventId &event)
{
    auto query = m_db.query(u"SELECT reminders, muted FROM event_reminders "
                            "WHERE event_id = :event AND user_id = :user"_s);
    if (!query.bind(u":event"_s, event).bind(u":user"_s, user).run().next())
        return {event, std::nullopt, false};
    return {event, readReminders(query, 0), query.boolean(1)};
}

QList<ReminderTable::OfEvent> ReminderTable::ofEvents(const UserId &user)
{
    auto query = m_db.query(u"SELECT r.event_id, r.reminders, r.muted FROM event_reminders r "
                            "JOIN events e ON e.id = r.event_id AND e.state = 1 "
                            "WHERE r.calendar_id = :calendar AND r.user_id = :user ORDER BY r.event_id"_s);
    query.bind(u":calendar"_s, m_calendar).bind(u":user"_s, user).run();
    QList<OfEvent> all;
    while (query.next())
        all.append({query.id<EventId>(0), readReminders(query, 1), query.boolean(2)});
    return all;
}

qint64 ReminderTable::countEvents(const UserId &user)
{
    auto query = m_db.query(
        u"SELECT COUNT(*) FROM event_reminders WHERE calendar_id = :calendar AND user_id = :user"_s);
    query.bind(u":calendar"_s, m_calendar).bind(u":user"_s, user).run().next();
    return query.integer(0);
}

void ReminderTable::setOfEvent(const UserId &user, const OfEvent &set)
{
    if (!set.own && !set.muted) {
        m_db.query(u"DELETE FROM event_reminders WHERE event_id = :event AND user_id = :user"_s)
            .bind(u":event"_s, set.event)
            .bind(u":user"_s, user)
            .run();
        return;
    }
    auto query = m_db.query(u"INSERT INTO event_reminders (event_id, user_id, calendar_id, reminders, muted) "
                            "VALUES (:event, :user, :calendar, :own, :muted) "
                            "ON CONFLICT (event_id, user_id) DO UPDATE "
                            "SET reminders = excluded.reminders, muted = excluded.muted"_s);
    bindReminders(query, u":own"_s, set.own);
    query.bind(u":event"_s, set.event)
        .bind(u":user"_s, user)
        .bind(u":calendar"_s, m_calendar)
        .bind(u":muted"_s, set.muted)
        .run();
}

QList<ReminderTable::Member> ReminderTable::members(const shared::Event &event)
{
    auto query =
        m_db.query(u"SELECT m.user_id, m.role, s.reminders, s.all_day_reminders, COALESCE(s.muted, 0), "
                   "CASE WHEN e.user_id IS NULL THEN r.reminders ELSE e.reminders END, "
                   "COALESCE(e.muted, r.muted, 0) FROM members m "
                   "LEFT JOIN reminder_settings s ON s.calendar_id = m.calendar_id AND s.user_id = m.user_id "
                   "LEFT JOIN event_reminders e ON e.event_id = :event AND e.user_id = m.user_id "
                   "LEFT JOIN event_reminders r ON r.event_id = :series AND r.user_id = m.user_id "
                   "WHERE m.calendar_id = :calendar"_s);
    query.bind(u":event"_s, event.id).bind(u":series"_s, event.series).bind(u":calendar"_s, m_calendar).run();
    QList<Member> members;
    while (query.next())
        members.append({query.id<UserId>(0),
                        static_cast<shared::Role>(query.integer(1)),
                        {{readReminders(query, 2), readReminders(query, 3)},
                         query.boolean(4),
                         readReminders(query, 5),
                         query.boolean(6)}});
    return members;
}

}
