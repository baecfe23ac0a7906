#include "server/calendar/history/restoreversion.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/busymask.h"
#include "server/calendar/errors.h"
#include "server/calendar/series/seriestarget.h"
#include "server/calendar/store/eventtable.h"
#include "server/proto/convert.h"
#include "shared/protocol/eventjson.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::Done;
using shared::Event;
using shared::EventDraft;
using shared::EventId;
using shared::Outcome;
using shared::Result;

namespace {
/// The current event with the content of a version. A series' edit leaves what is not modelled as it is: here
/// it is the version's, too.
Event withContent(const Event &current, const EventDraft &content)
{
    Event event = current;
    static_cast<EventDraft &>(event) = content;
    return event;
}

void takeExtra(EventBatch &batch, const EventId &id, const QString &extra)
{
    for (EventPut &put : batch.puts)
        if (put.event.id == id)
            put.event.extra = extra;
}
}

RestoreVersion::RestoreVersion(pb::VersionRequest request, SagaPlan plan)
    : m_request(std::move(request))
    , m_plan(plan)
{
}

Result<SagaStart> RestoreVersion::operator()(UnitOfWork &unit) const
{
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::WriteEvents);
    if (!calendar)
        return calendar.error();
    const auto id = idFromBytes<EventId>(m_request.event_id());
    BatchStart start(unit, m_plan, *calendar);
    if (const auto earlier = start.earlier(id))
        return *earlier;
    const auto stored = EventTable(unit.db()).lock(calendar->id, id);
    if (!stored)
        return noSuchEvent();
    if (isHidden(stored->event, unit.caller().user))
        return hiddenEvent();
    const auto wanted = content(unit, *calendar, id);
    if (!wanted)
        return wanted.error();
    if (const auto checked = checkVersion(stored->event); !checked)
        return checked.error();
    auto batch = stored->state == EventState::Deleted ? bringBack(unit, *calendar, stored->event, *wanted)
                                                      : edit(unit, *calendar, id, *wanted);
    if (!batch)
        return batch.error();
    takeExtra(*batch, id, wanted->extra);
    return start.run(*batch, id);
}

Result<EventDraft> RestoreVersion::content(UnitOfWork &unit, const Calendar &calendar,
                                           const EventId &id) const
{
    const auto version = VersionTable(unit.db()).find(id, m_request.number());
    if (!version)
        return shared::Error{shared::ErrorCode::NotFound, u"The event has no such version."_s,
                             u"no_such_version"_s};
    if (isHidden(version->stored.event, unit.caller().user))
        return hiddenEvent();
    EventDraft content = version->stored.event;
    content.participants = Participants(unit.db(), calendar.id).asGuests(content.participants);
    return content;
}

Outcome RestoreVersion::checkVersion(const Event &current) const
{
    if (m_request.if_version() == 0 || m_request.if_version() == current.version)
        return Done{};
    return preconditionFailed(u"The event has been changed meanwhile."_s, u"version"_s,
                              {{u"event"_s, shared::toJson(current)}});
}

Result<EventBatch> RestoreVersion::edit(UnitOfWork &unit, const Calendar &calendar, const EventId &id,
                                        const EventDraft &content) const
{
    const auto target = SeriesTarget::lock(unit, calendar, id, {}, {});
    if (!target)
        return target.error();
    const auto current = target->current(unit.caller().user);
    if (!current)
        return current.error();
    auto change = target->change(withContent(*current, content), m_plan.event);
    return change ? Result<EventBatch>(change->batch) : change.error();
}

Result<EventBatch> RestoreVersion::bringBack(UnitOfWork &unit, const Calendar &calendar, const Event &deleted,
                                             const EventDraft &content) const
{
    EventTable events(unit.db());
    const QList<Event> instances = events.instances(deleted.id, events.deletedMs(deleted.id));
    EventBatch batch;
    if (deleted.recurrence.isEmpty() && instances.isEmpty()) {
        batch.puts.append({withContent(deleted, content)});
    } else {
        const shared::SeriesEdit series(deleted, instances, QTimeZone(calendar.timeZone.toUtf8()));
        const auto current = series.at({}, shared::EditScope::All);
        if (!current)
            return current.error();
        const auto change = series.changeAll(withContent(*current, content));
        if (!change)
            return change.error();
        batch = SeriesBatch::of(*change).batch;
    }
    batch.restores.append(deleted.id);
    for (const Event &instance : instances)
        batch.restores.append(instance.id);
    return batch;
}

}
