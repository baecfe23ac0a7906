#include "server/calendar/transfer/importplan.h"

#include "server/calendar/objects/eventmatch.h"
#include "server/calendar/objects/objecttable.h"
#include "server/calendar/objects/objecttext.h"
#include "server/proto/convert.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Event;
using shared::EventId;
using shared::ICalEvent;

/// What the calendar has of the chunk's UIDs, and what the chunk adds to it.
struct ImportPlan::Known {
    struct Object {
        EventId id; ///< of the event or series
        shared::EventDraft draft;
        QList<Event> events; ///< that are there
    };
    QHash<QString, Object> objects; ///< by UID
    EventMatch match;
};

namespace {
void refuse(ImportStep &step, const ICalEvent &read, const QString &reason, const QString &message)
{
    pb::ImportItem item = importItem(read, pb::IMPORT_REFUSED);
    item.set_reason(utf8(reason));
    item.set_message(utf8(message));
    step.items.append(item);
}

const Event *instanceAt(const QList<Event> &events, const QString &wall)
{
    const auto found = std::find_if(events.begin(), events.end(), [&wall](const Event &event) {
        return !event.series.isNull() && event.originalStart.wall == wall;
    });
    return found == events.end() ? nullptr : &*found;
}
}

QList<ImportChunk> importChunks(const QList<ICalEvent> &events)
{
    // The codec has put the events before the instances: an event's instances follow it in its chunk or in a
    // later one.
    QList<ImportChunk> chunks;
    for (const ICalEvent &event : events) {
        if (chunks.isEmpty() || chunks.last().size() == kImportChunk)
            chunks.append(ImportChunk());
        chunks.last().append(event);
    }
    return chunks;
}

ImportPlan::ImportPlan(shared::Database &database, const shared::Calendar &calendar,
                       const shared::UserId &user)
    : m_db(database)
    , m_calendar(calendar)
    , m_user(user)
    , m_zone(calendar.timeZone.toUtf8())
{
}

ImportStep ImportPlan::step(const ImportChunk &chunk, const QList<EventId> &newIds)
{
    QSet<QString> wanted;
    for (const ICalEvent &read : chunk)
        wanted.insert(read.uid);
    ObjectTable table(m_db, m_calendar.id);
    Known known{{}, EventMatch(m_db, m_calendar)};
    for (const QList<Event> &object : table.events(table.withUids(wanted.values())))
        if (!object.isEmpty())
            known.objects.insert(object.first().uid, {object.first().id, object.first(), object});
    ImportStep step;
    for (qsizetype i = 0; i < chunk.size(); ++i)
        take(chunk.at(i), newIds.at(i), known, step);
    return step;
}

void ImportPlan::take(ICalEvent read, const EventId &newId, Known &known, ImportStep &step)
{
    if (const auto settled = checkRecurrence(read.draft, m_zone); !settled)
        return refuse(step, read, settled.error().reason, settled.error().message);
    auto object = known.objects.find(read.uid);
    const Event *before = nullptr;
    if (read.recurrenceId) {
        if (object == known.objects.end() || object->draft.recurrence.isEmpty())
            return refuse(
                step, read, u"no_series"_s,
                u"The series of this changed instance is neither in the text nor in the calendar."_s);
        read.recurrenceId = shared::recurrenceIdIn(object->draft, *read.recurrenceId, m_zone);
        before = instanceAt(object->events, read.recurrenceId->wall);
    } else if (object != known.objects.end() && !object->events.isEmpty()) {
        before = &object->events.first();
    }
    const ObjectText text(m_calendar, m_user);
    const bool hidden = (before && text.isMasked(*before))
        || (object != known.objects.end() && text.isMasked(object->events));
    if (hidden)
        return refuse(step, read, u"private"_s, u"The calendar has this event as somebody's private one."_s);
    EventPut put = known.match.put(read, before, newId);
    if (read.recurrenceId) {
        put.event.series = object->id;
        put.event.originalStart = *read.recurrenceId;
    }
    if (before && !changes(put, *before)) {
        step.items.append(importItem(read, pb::IMPORT_SAME));
        return;
    }
    step.items.append(importItem(read, before ? pb::IMPORT_CHANGED : pb::IMPORT_NEW));
    if (!read.recurrenceId) {
        if (object == known.objects.end())
            known.objects.insert(read.uid, {put.event.id, read.draft, {}});
        else
            object->draft = read.draft;
    }
    step.batch.puts.append(std::move(put));
}

pb::ImportItem importItem(const ICalEvent &read, pb::ImportAction action)
{
    pb::ImportItem item;
    item.set_action(action);
    item.set_component("VEVENT");
    item.set_uid(utf8(read.uid));
    item.set_name(utf8(read.draft.name));
    if (read.recurrenceId)
        item.set_recurrence_id(utf8(read.recurrenceId->wall));
    item.set_line(read.line);
    for (const QString &note : read.notes)
        item.add_notes(utf8(note));
    return item;
}

pb::ImportItem importItem(const shared::ICalProblem &problem)
{
    pb::ImportItem item;
    item.set_action(pb::IMPORT_REFUSED);
    item.set_component(utf8(problem.component));
    item.set_uid(utf8(problem.uid));
    item.set_name(utf8(problem.name));
    item.set_line(problem.line);
    item.set_reason(utf8(problem.reason));
    item.set_message(utf8(problem.message));
    return item;
}

}
