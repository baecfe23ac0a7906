#include "server/calendar/series/seriestarget.h"

#include "server/calendar/changes/busymask.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/eventtable.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
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

shared::Error noOccurrence()
{
    return {shared::ErrorCode::NotFound, u"The event has no occurrence at that time."_s,
            u"no_such_occurrence"_s};
}
}

Result<SeriesTarget> SeriesTarget::lock(UnitOfWork &unit, const shared::Calendar &calendar, const EventId &id,
                                        const std::string &occurrence, const std::string &scope)
{
    const auto wanted = parseScope(fromUtf8(scope));
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
        target.edit = SeriesEdit(master, instances, QTimeZone(calendar.timeZone.toUtf8()));
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

Result<SeriesChange> SeriesTarget::change(const Event &edited, const EventId &newId) const
{
    if (!edit)
        return SeriesChange{{{{edited}}, {}, {}}, edited.id};
    switch (scope) {
    case EditScope::All:
        return edit->changeAll(edited);
    case EditScope::This:
        return edit->changeThis(edited, newId);
    case EditScope::Following:
        return edit->changeFollowing(edited, newId);
    }
    Q_UNREACHABLE();
}

Result<SeriesChange> SeriesTarget::remove() const
{
    if (!edit)
        return SeriesChange{{{}, {named.id}, {}}, named.id};
    switch (scope) {
    case EditScope::All:
        return edit->removeAll();
    case EditScope::This:
        return edit->removeThis(occurrence);
    case EditScope::Following:
        return edit->removeFollowing(occurrence);
    }
    Q_UNREACHABLE();
}

}
