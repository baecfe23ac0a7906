#include "server/calendar/series/seriestarget.h"

#include "server/calendar/changes/busymask.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/eventtable.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::EditScope;
using shared::Event;
using shared::EventId;
using shared::Result;

namespace {
shared::Error underWay()
{
    return inProgress(u"Another change of this event is under way. Try again soon."_s);
}

Result<Event> lockEvent(UnitOfWork &unit, const shared::Calendar &calendar, const EventId &id)
{
    auto stored = EventTable(unit.db()).lock(calendar.id, id);
    if (!stored || stored->state == EventState::Deleted)
        return noSuchEvent();
    if (!stored->saga.isNull())
        return underWay();
    if (isHidden(stored->event, unit.caller().user))
        return hiddenEvent();
    stored->event.calendarName = calendar.name;
    return stored->event;
}

Result<SeriesBatch> batchOf(const Result<shared::SeriesChange> &change)
{
    return change ? Result<SeriesBatch>(SeriesBatch::of(*change)) : change.error();
}

shared::Error noOccurrence()
{
    return {shared::ErrorCode::NotFound, u"The event has no occurrence at that time."_s,
            u"no_such_occurrence"_s};
}
}

SeriesBatch SeriesBatch::of(const shared::SeriesChange &change)
{
    SeriesBatch result{{{}, change.deletes, {}}, change.answer};
    for (const shared::SeriesPut &put : change.puts)
        result.batch.puts.append({put.event, put.isNew});
    return result;
}

Result<SeriesTarget> SeriesTarget::lock(UnitOfWork &unit, const shared::Calendar &calendar, const EventId &id,
                                        const std::string &occurrence, const std::string &scope)
{
    const auto wanted = shared::parseScope(fromUtf8(scope));
    if (!wanted)
        return wanted.error();
    const auto named = lockEvent(unit, calendar, id);
    if (!named)
        return named.error();
    SeriesTarget target{*named, wanted->value_or(EditScope::All), fromUtf8(occurrence), std::nullopt};
    Event master = *named;
    if (!named->series.isNull()) {
        target.occurrence = named->originalStart.wall;
        target.scope = wanted->value_or(EditScope::This);
        const auto series = lockEvent(unit, calendar, named->series);
        if (!series)
            return series.error().code == shared::ErrorCode::NotFound ? Result<SeriesTarget>(target)
                                                                      : series.error();
        master = *series;
    }
    EventTable events(unit.db());
    if (events.hasPendingInstance(master.id))
        return underWay();
    const QList<Event> instances = events.instances(master.id);
    if (!master.recurrence.isEmpty() || !instances.isEmpty())
        target.edit = shared::SeriesEdit(master, instances, QTimeZone(calendar.timeZone.toUtf8()));
    else if (!target.occurrence.isEmpty() && target.occurrence != master.start.wall)
        return noOccurrence();
    if (target.edit && target.scope != EditScope::All && target.occurrence.isEmpty())
        return invalidArgument(u"'occurrence' is missing: which one of the series is meant?"_s,
                               u"occurrence_missing"_s);
    return target;
}

Result<Event> SeriesTarget::current(const shared::UserId &user) const
{
    auto event = edit ? edit->at(occurrence, scope) : Result<Event>(named);
    if (event && isHidden(*event, user))
        return hiddenEvent();
    return event;
}

Result<SeriesBatch> SeriesTarget::change(const Event &edited, const EventId &newId) const
{
    if (!edit)
        return SeriesBatch{{{{edited}}, {}, {}}, edited.id};
    return batchOf(edit->change(edited, scope, newId));
}

Result<SeriesBatch> SeriesTarget::remove() const
{
    if (!edit)
        return SeriesBatch{{{}, {named.id}, {}}, named.id};
    return batchOf(edit->remove(occurrence, scope));
}

}
