#include "server/calendar/saga/moveeffects.h"

#include "server/calendar/changes/changedata.h"
#include "server/calendar/conversation/messageanswers.h"
#include "server/calendar/conversation/messagetable.h"
#include "server/calendar/errors.h"
#include "server/calendar/objects/objecttable.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::ChangeKind;
using shared::Done;
using shared::Event;
using shared::EventId;
using shared::Outcome;

namespace {
shared::Error lostEvent() { return {shared::ErrorCode::Internal, u"An event of a saga is missing."_s}; }
}

MoveEffects::MoveEffects(UnitOfWork &unit, const Saga &saga)
    : m_unit(unit)
    , m_saga(saga)
    , m_events(unit.db())
{
}

shared::Result<Event> MoveEffects::apply()
{
    if (const auto locked = lockCalendars(); !locked)
        return locked.error();
    const auto &moved = m_saga.batch.updated;
    for (const BatchPlan::Update &each : moved)
        if (const auto left = leave(each.event.id); !left)
            return left.error();
    for (const BatchPlan::Update &each : moved)
        arrive(each.event);
    if (!m_answer)
        return lostEvent();
    QList<EventId> events = m_events.moveTrashedInstances(m_saga.event, m_saga.calendar, m_answer->version);
    for (const BatchPlan::Update &each : moved)
        events.append(each.event.id);
    for (const EventId &id : std::as_const(events))
        if (const auto taken = takeComments(id); !taken)
            return taken.error();
    return *m_answer;
}

// Always in the same order: two moves can't wait for each other.
Outcome MoveEffects::lockCalendars()
{
    const bool thereFirst = m_saga.from < m_saga.calendar;
    for (const bool there : {thereFirst, !thereFirst}) {
        const auto next = m_unit.nextSeqs(there ? m_saga.from : m_saga.calendar, m_saga.batch.updated.size());
        if (!next)
            return next.error();
        (there ? m_there : m_here) = *next;
    }
    return Done{};
}

Outcome MoveEffects::leave(const EventId &id)
{
    const auto stored = m_events.find(m_saga.from, id);
    if (!stored || stored->saga != m_saga.id || stored->state != EventState::Active)
        return lostEvent();
    m_before.insert(id, stored->event);
    Event event = stored->event;
    event.version = m_there.seq++;
    event.deleted = true;
    event.updatedByName = m_unit.caller().username;
    if (event.series.isNull())
        m_unit.db()
            .query(u"INSERT INTO moved_events (calendar_id, version, event_id, uid, dav_name, at_ms) "
                   "VALUES (:calendar, :version, :event, :uid, :name, :now)"_s)
            .bind(u":calendar"_s, m_saga.from)
            .bind(u":version"_s, event.version)
            .bind(u":event"_s, id)
            .bind(u":uid"_s, event.uid)
            .bind(u":name"_s, m_events.davName(id))
            .bind(u":now"_s, m_unit.nowMs())
            .run();
    m_unit.log(m_saga.from, event.version, ChangeKind::EventDeleted, id.value, leftEventData(event));
    return Done{};
}

void MoveEffects::arrive(const Event &wanted)
{
    Event event = m_before.value(wanted.id);
    static_cast<shared::EventDraft &>(event) = wanted;
    event.calendar = m_saga.calendar;
    event.calendarName = m_here.calendarName;
    event.originalStart = wanted.originalStart;
    event.version = m_here.seq++;
    event.updatedByName = m_unit.caller().username;
    event.updatedMs = m_unit.nowMs();
    if (event.series.isNull())
        keepDavName(event);
    m_events.update(event);
    m_events.forgetGoneInstances(event.id);
    takeReminders(event.id);
    m_unit.log(m_saga.calendar, event.version, ChangeKind::EventCreated, event.id.value,
               arrivedEventData(event));
    if (event.id == m_saga.event)
        m_answer = event;
}

// A member of both calendars keeps their own; who had said to see to it said so to others.
void MoveEffects::takeReminders(const EventId &id)
{
    const auto run = [&](const QString &sql) {
        m_unit.db().query(sql).bind(u":calendar"_s, m_saga.calendar).bind(u":event"_s, id).run();
    };
    run(u"DELETE FROM reminder_claims WHERE event_id = :event AND calendar_id <> :calendar"_s);
    run(u"DELETE FROM event_reminders WHERE event_id = :event AND user_id NOT IN "
        "(SELECT user_id FROM members WHERE calendar_id = :calendar)"_s);
    run(u"UPDATE event_reminders SET calendar_id = :calendar WHERE event_id = :event"_s);
    m_unit.db()
        .query(u"INSERT INTO reminder_alarms (event_id, calendar_id, since_ms, due_ms) "
               "VALUES (:event, :calendar, :since, 0) ON CONFLICT (event_id) DO UPDATE SET "
               "calendar_id = excluded.calendar_id, since_ms = excluded.since_ms, due_ms = 0"_s)
        .bind(u":event"_s, id)
        .bind(u":calendar"_s, m_saga.calendar)
        .bind(u":since"_s, m_unit.nowMs())
        .run();
}

// What was said about the event is said in the calendar where it is: each comment with a seq of that one's.
Outcome MoveEffects::takeComments(const EventId &id)
{
    MessageTable table(m_unit.db());
    QList<Message> comments = table.ofEvent(m_saga.from, id);
    if (comments.isEmpty())
        return Done{};
    const auto event = m_events.find(m_saga.calendar, id);
    if (!event)
        return lostEvent();
    const auto next = m_unit.nextSeqs(m_saga.calendar, comments.size());
    if (!next)
        return next.error();
    takeReadMarks(id, next->seq);
    QList<ChangeEntry> entries;
    for (Message &comment : comments) {
        comment.calendar = m_saga.calendar;
        comment.seq = next->seq + entries.size();
        table.move(comment);
        entries.append({m_saga.calendar,
                        comment.seq,
                        ChangeKind::MessagePosted,
                        comment.id.value,
                        messageData(comment, event->event),
                        {}});
    }
    m_unit.log(entries);
    return Done{};
}

// Before its comments go: who is a member there, too, has read as many of them as here.
void MoveEffects::takeReadMarks(const EventId &id, qint64 firstSeq)
{
    m_unit.db()
        .query(u"INSERT INTO read_marks (calendar_id, user_id, conversation, seq) "
               "SELECT m.calendar_id, r.user_id, r.conversation, :before + (SELECT COUNT(*) FROM messages c "
               "WHERE c.calendar_id = r.calendar_id AND c.event_id = r.conversation AND c.seq <= r.seq) "
               "FROM read_marks r JOIN members m ON m.calendar_id = :calendar AND m.user_id = r.user_id "
               "WHERE r.calendar_id = :from AND r.conversation = :event ON CONFLICT DO NOTHING"_s)
        .bind(u":before"_s, firstSeq - 1)
        .bind(u":calendar"_s, m_saga.calendar)
        .bind(u":from"_s, m_saga.from)
        .bind(u":event"_s, id)
        .run();
    m_unit.db()
        .query(u"DELETE FROM read_marks WHERE calendar_id = :calendar AND conversation = :event"_s)
        .bind(u":calendar"_s, m_saga.from)
        .bind(u":event"_s, id)
        .run();
}

// Another object of the new calendar may have the name.
void MoveEffects::keepDavName(const Event &master)
{
    const QString name = objectName(m_events.davName(master.id), master.uid, master.id);
    if (ObjectTable(m_unit.db(), m_saga.calendar).find(name))
        m_events.setDavName(master.id, master.id.toString() + u".ics"_s);
}

}
