#include "server/calendar/participation/decideproposal.h"

#include "server/calendar/access.h"
#include "server/calendar/errors.h"
#include "server/calendar/participation/participantchange.h"
#include "server/proto/convert.h"
#include "shared/protocol/eventjson.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Event;
using shared::Participant;
using shared::Result;
using shared::ZonedTime;

namespace {
shared::Error noProposal()
{
    return {shared::ErrorCode::NotFound, u"This participant has not proposed another time."_s,
            u"no_proposal"_s};
}

/// The proposed moment as the event has its times.
ZonedTime asIn(const Event &event, const ZonedTime &proposed, const QString &zone,
               const QTimeZone &calendarZone)
{
    if (event.allDay)
        return shared::fromDate(shared::dateOf(proposed));
    ZonedTime time =
        shared::fromUtc(proposed.utcMs, event.floating ? calendarZone : QTimeZone(zone.toUtf8()));
    if (event.floating)
        time.zone.clear();
    return time;
}
}

DecideProposal::DecideProposal(pb::ProposalRequest request, SagaPlan plan, Decision decision)
    : m_request(std::move(request))
    , m_plan(plan)
    , m_decision(std::move(decision))
{
}

Result<SagaStart> DecideProposal::operator()(UnitOfWork &unit) const
{
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::Read);
    if (!calendar)
        return calendar.error();
    const auto id = idFromBytes<shared::EventId>(m_request.event_id());
    BatchStart start(unit, m_plan, *calendar);
    if (const auto earlier = start.earlier(id))
        return *earlier;
    const auto target = SeriesTarget::lock(unit, *calendar, id, m_request.occurrence(), m_request.scope());
    if (!target)
        return target.error();
    auto event = target->current(unit.caller().user);
    if (!event)
        return event.error();
    if (const auto checked = check(*event, *calendar, unit.caller().user); !checked)
        return checked.error();
    const auto user = idFromBytes<shared::UserId>(m_request.user_id());
    const auto found = std::find_if(event->participants.begin(), event->participants.end(),
                                    [&user](const Participant &each) { return each.user == user; });
    if (user.isNull() || found == event->participants.end() || !found->proposal)
        return noProposal();
    const Participant before = *found;
    Participant after = before;
    after.proposal.reset();
    m_decision(*event, *before.proposal, QTimeZone(calendar->timeZone.toUtf8()));
    const auto change = changeParticipant(*target, *event, before, after, m_plan.event);
    if (!change)
        return change.error();
    return start.run(change->batch, change->answer);
}

shared::Outcome DecideProposal::check(const Event &event, const shared::Calendar &calendar,
                                      const shared::UserId &caller) const
{
    if (!shared::mayWriteEvents(calendar.role) && event.createdBy != caller)
        return notAllowed(u"You may only look at this calendar."_s);
    if (m_request.if_version() != 0 && m_request.if_version() != event.version)
        return preconditionFailed(u"The event has been changed meanwhile."_s, u"version"_s,
                                  {{u"event"_s, shared::toJson(event)}});
    return shared::Done{};
}

void DecideProposal::accept(Event &event, const shared::Proposal &proposal, const QTimeZone &calendarZone)
{
    event.start = asIn(event, proposal.start, event.start.zone, calendarZone);
    event.end = asIn(event, proposal.end, event.end.zone, calendarZone);
}

void DecideProposal::decline(Event &, const shared::Proposal &, const QTimeZone &) { }

}
