#include "server/calendar/objects/eventmatch.h"

#include "server/calendar/store/membertable.h"
#include "shared/recurrence/recurrenceexpander.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Event;
using shared::EventId;
using shared::ICalEvent;
using shared::Participant;

namespace {
bool isSame(const Participant &a, const Participant &b)
{
    if (!a.user.isNull() || !b.user.isNull())
        return a.user == b.user;
    return a.email.compare(b.email, Qt::CaseInsensitive) == 0 && (!a.email.isEmpty() || a.name == b.name);
}

/// Another program's CREATED, or ours when an event comes back.
QString withoutCreated(const QString &extra)
{
    if (!extra.contains("CREATED"_L1))
        return extra;
    QStringList lines = extra.split(u'\n');
    lines.removeIf([](const QString &line) { return line.startsWith("CREATED:"_L1); });
    return lines.join(u'\n');
}

/// Always the same one for the same place in a series that is made by the same command.
EventId instanceId(const EventId &series, const QString &wall)
{
    return EventId{QUuid::createUuidV5(series.value, wall)};
}
}

shared::Outcome checkRecurrence(const shared::EventDraft &draft, const QTimeZone &calendarZone)
{
    if (draft.recurrence.isEmpty())
        return shared::Done{};
    auto series = shared::seriesOf(draft);
    if (!series)
        return series.error();
    if (draft.floating)
        series->zone = calendarZone;
    return shared::RecurrenceExpander(*series).check();
}

bool changes(const EventPut &put, const Event &before)
{
    return static_cast<const shared::EventDraft &>(put.event)
        != static_cast<const shared::EventDraft &>(before)
        || put.event.uid != before.uid || put.event.series != before.series
        || put.event.originalStart != before.originalStart;
}

EventMatch::EventMatch(shared::Database &database, const shared::Calendar &calendar)
    : m_db(database)
    , m_calendar(calendar)
{
}

QList<Participant> EventMatch::people(const QList<Participant> &read, const QList<Participant> &before)
{
    QList<shared::UserId> users;
    for (const Participant &person : read)
        if (!person.user.isNull())
            users.append(person.user);
    const auto members =
        users.isEmpty() ? QHash<shared::UserId, QString>() : MemberTable(m_db, m_calendar.id).names(users);
    QList<Participant> people;
    for (Participant person : read) {
        const auto was = std::find_if(before.begin(), before.end(),
                                      [&person](const Participant &other) { return isSame(person, other); });
        if (was != before.end()) {
            person.comment = was->comment;
            person.proposal = was->proposal;
        }
        if (members.contains(person.user))
            person.name = members.value(person.user);
        else if (was == before.end())
            person.user = {};
        people.append(person);
    }
    return people;
}

EventPut EventMatch::put(const ICalEvent &read, const Event *before, const EventId &newId)
{
    EventPut put;
    put.isNew = before == nullptr;
    if (before)
        put.event = *before;
    static_cast<shared::EventDraft &>(put.event) = read.draft;
    put.event.participants =
        people(read.draft.participants, before ? before->participants : QList<Participant>());
    put.event.uid = read.uid;
    if (before && withoutCreated(before->extra) == withoutCreated(read.draft.extra))
        put.event.extra = before->extra;
    if (put.isNew)
        put.event.id = newId;
    return put;
}

EventBatch EventMatch::replace(const ICalEvent &master, const QList<ICalEvent> &instances,
                               const QList<Event> &before, const EventId &newId)
{
    EventBatch batch;
    const auto add = [&batch](const EventPut &put, const Event *was) {
        if (!was || changes(put, *was))
            batch.puts.append(put);
    };
    const Event *whole = before.isEmpty() ? nullptr : &before.first();
    add(put(master, whole, newId), whole);
    const EventId series = whole ? whole->id : newId;
    QSet<EventId> kept;
    for (const ICalEvent &read : instances) {
        const auto there = std::find_if(before.begin(), before.end(), [&read](const Event &event) {
            return !event.series.isNull() && event.originalStart.wall == read.recurrenceId->wall;
        });
        const Event *was = there == before.end() ? nullptr : &*there;
        EventPut instance = put(read, was, instanceId(newId, read.recurrenceId->wall));
        instance.event.series = series;
        instance.event.originalStart = *read.recurrenceId;
        kept.insert(instance.event.id);
        add(instance, was);
    }
    for (const Event &event : before)
        if (!event.series.isNull() && !kept.contains(event.id))
            batch.deletes.append(event.id);
    return batch;
}

}
