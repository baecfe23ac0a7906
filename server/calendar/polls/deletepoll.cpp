#include "server/calendar/polls/deletepoll.h"

#include "server/calendar/access.h"
#include "server/calendar/errors.h"
#include "server/calendar/polls/pollanswers.h"
#include "server/calendar/polls/polltable.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;

DeletePoll::DeletePoll(pb::PollRequest request)
    : m_request(std::move(request))
{
}

Result<pb::Empty> DeletePoll::operator()(UnitOfWork &unit) const
{
    const auto locked = lockCalendar(unit, m_request.calendar(), Right::WriteEvents);
    if (!locked)
        return locked.error();
    if (unit.alreadyDone())
        return pb::Empty{};
    const shared::Calendar &calendar = locked->calendar;
    PollTable polls(unit.db());
    const auto poll = polls.find(calendar.id, idFromBytes<shared::PollId>(m_request.poll_id()));
    if (!poll)
        return noSuchPoll();
    if (const auto allowed = mayDecide(*poll, calendar, unit.caller()); !allowed)
        return allowed.error();
    if (m_request.if_version() != 0 && m_request.if_version() != poll->version)
        return preconditionFailed(u"The poll has been changed meanwhile."_s, u"version"_s,
                                  {{u"poll"_s, toJson(*poll)}});
    if (!polls.remove(*poll))
        return pollBeingPicked();
    unit.log(calendar.id, locked->nextSeq, shared::ChangeKind::PollDeleted, poll->id.value,
             {{u"id"_s, poll->id.toString()}, {u"title"_s, poll->title}});
    unit.commit();
    return pb::Empty{};
}

}
