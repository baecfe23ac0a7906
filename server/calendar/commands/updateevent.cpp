#include "server/calendar/commands/updateevent.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/changedata.h"
#include "server/calendar/commands/eventmerge.h"
#include "server/calendar/commands/participants.h"
#include "server/calendar/commands/requestjson.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/eventtable.h"
#include "server/proto/convert.h"
#include "shared/protocol/eventjson.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::Event;
using shared::EventDraft;
using shared::EventId;
using shared::Result;
using shared::UserId;

namespace {
QSet<UserId> asSet(const QList<UserId> &users) { return {users.begin(), users.end()}; }
}

UpdateEvent::UpdateEvent(pb::UpdateEventRequest request, SagaPlan plan)
    : m_request(std::move(request))
    , m_plan(plan)
{
}

Result<SagaStart> UpdateEvent::operator()(UnitOfWork &unit) const
{
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::WriteEvents);
    if (!calendar)
        return calendar.error();
    auto stored = EventTable(unit.db()).lock(calendar->id, idFromBytes<EventId>(m_request.event_id()));
    if (!stored || stored->state == EventState::Deleted)
        return noSuchEvent();
    Event &before = stored->event;
    before.calendarName = calendar->name;
    if (unit.alreadyDone())
        return SagaStart{{}, toProto(before)};
    if (!stored->saga.isNull())
        return inProgress(u"Another change of this event is under way. Try again soon."_s);
    if (m_request.if_version() != 0 && m_request.if_version() != before.version)
        return preconditionFailed(u"The event has been changed meanwhile."_s, u"version"_s,
                                  {{u"event"_s, shared::toJson(before)}});
    const auto draft = patched(unit, *calendar, before);
    if (!draft)
        return draft.error();
    if (*draft == static_cast<const EventDraft &>(before))
        return SagaStart{{}, toProto(before)};
    Participants participants(unit.db(), calendar->id);
    const auto users = participants.recorded(before.createdBy, draft->participants);
    if (asSet(users) == asSet(participants.recorded(before.createdBy, before.participants)))
        return writeNow(unit, before, *draft);
    return beginSaga(unit, before, *draft, users);
}

Result<EventDraft> UpdateEvent::patched(UnitOfWork &unit, const Calendar &calendar,
                                        const Event &current) const
{
    const auto patch = parseRequestJson(m_request.patch_json());
    if (!patch)
        return patch.error();
    const QTimeZone zone(calendar.timeZone.toUtf8());
    auto draft = EventMerge(ChangeLog(unit.db()), current, m_request.base_version(), zone).apply(*patch);
    if (!draft)
        return draft;
    if (const auto colour = checkColour(draft->colour); !colour)
        return colour.error();
    if (draft->participants == current.participants)
        return draft;
    const auto participants =
        Participants(unit.db(), calendar.id).resolve(draft->participants, current.participants);
    if (!participants)
        return participants.error();
    draft->participants = *participants;
    return draft;
}

Result<SagaStart> UpdateEvent::writeNow(UnitOfWork &unit, const Event &before, const EventDraft &draft) const
{
    const auto next = unit.nextSeq(before.calendar);
    if (!next)
        return next.error();
    Event after = before;
    static_cast<EventDraft &>(after) = draft;
    after.version = next->seq;
    after.updatedByName = unit.caller().username;
    after.updatedMs = unit.nowMs();
    EventTable(unit.db()).update(after);
    const QStringList changed = shared::changedFields(before, after);
    unit.log(after.calendar, next->seq, shared::ChangeKind::EventUpdated, after.id.value,
             updatedEventData(before, after, changed), changed);
    unit.commit();
    return SagaStart{{}, toProto(after)};
}

Result<SagaStart> UpdateEvent::beginSaga(UnitOfWork &unit, const Event &before, const EventDraft &draft,
                                         const QList<UserId> &users) const
{
    Saga saga = m_plan.begin(unit, SagaKind::UpdateEvent, before.calendar, before.id);
    saga.participants = users;
    saga.draft = shared::draftToJson(draft);
    SagaTable(unit.db()).insert(saga, m_plan.lease);
    EventTable(unit.db()).giveToSaga(before.id, saga.id);
    unit.commit();
    return SagaStart{saga, {}};
}

}
