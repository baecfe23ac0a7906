#include "server/calendar/commands/createevent.h"

#include "server/calendar/access.h"
#include "server/calendar/commands/participants.h"
#include "server/calendar/commands/requestjson.h"
#include "server/calendar/errors.h"
#include "server/calendar/series/settledraft.h"
#include "server/calendar/store/eventtable.h"
#include "server/calendar/store/idempotencytable.h"
#include "server/proto/convert.h"
#include "shared/protocol/eventjson.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::Event;
using shared::Result;

CreateEvent::CreateEvent(pb::CreateEventRequest request, SagaPlan plan)
    : m_request(std::move(request))
    , m_plan(plan)
{
}

Result<SagaStart> CreateEvent::operator()(UnitOfWork &unit) const
{
    const QString key = fromUtf8(m_request.idempotency_key());
    if (const auto checked = IdempotencyTable::check(key); !checked)
        return checked.error();
    const auto claim = IdempotencyTable(unit.db(), {unit.caller().user, u"create_event"_s, key})
                           .claim(m_request.request_hash(), m_plan.saga.value, unit.nowMs());
    if (!claim)
        return claim.error();
    if (*claim) {
        SagaStart answered{{}, pb::Event{}};
        answered.answer->ParseFromString(**claim);
        return answered;
    }
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::WriteEvents);
    if (!calendar)
        return calendar.error();
    const auto event = eventFor(unit, *calendar);
    if (!event)
        return event.error();
    Saga saga = m_plan.begin(unit, SagaKind::CreateEvent, calendar->id, event->id);
    saga.idempotencyKey = key;
    saga.participants = Participants::users(event->createdBy, event->participants);
    SagaTable(unit.db()).insert(saga, m_plan.lease);
    EventTable(unit.db()).insertPending({{*event, {}}}, saga.id);
    unit.commit();
    return SagaStart{saga, {}};
}

Result<Event> CreateEvent::eventFor(UnitOfWork &unit, const Calendar &calendar) const
{
    const auto json = parseRequestJson(m_request.draft_json());
    if (!json)
        return json.error();
    const QTimeZone zone(calendar.timeZone.toUtf8());
    auto draft = shared::parseDraft(*json, zone);
    if (!draft)
        return draft.error();
    if (const auto settled = settleDraft(*draft, zone); !settled)
        return settled.error();
    const auto participants = Participants(unit.db(), calendar.id).resolve(draft->participants, {});
    if (!participants)
        return participants.error();
    draft->participants = *participants;
    Event event;
    static_cast<shared::EventDraft &>(event) = *draft;
    event.id = m_plan.event;
    event.calendar = calendar.id;
    event.uid = event.id.toString();
    event.createdBy = unit.caller().user;
    event.createdByName = unit.caller().username;
    event.createdMs = unit.nowMs();
    event.updatedByName = event.createdByName;
    event.updatedMs = event.createdMs;
    return event;
}

}
