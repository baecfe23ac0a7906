#include "server/calendar/polls/createpoll.h"

#include "server/calendar/access.h"
#include "server/calendar/commands/requestjson.h"
#include "server/calendar/errors.h"
#include "server/calendar/polls/pollanswers.h"
#include "server/calendar/polls/polldraft.h"
#include "server/calendar/polls/polltable.h"
#include "server/calendar/store/idempotencytable.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
constexpr int kMaxPolls = 200; // of one calendar
}

CreatePoll::CreatePoll(pb::CreatePollRequest request, shared::PollId id, const shared::Clock &clock)
    : m_request(std::move(request))
    , m_id(id)
    , m_clock(clock)
{
}

Result<pb::Poll> CreatePoll::operator()(UnitOfWork &unit) const
{
    const QString keyText = fromUtf8(m_request.idempotency_key());
    if (const auto checked = IdempotencyTable::check(keyText); !checked)
        return checked.error();
    IdempotencyTable key(unit.db(), {unit.caller().user, u"create_poll"_s, keyText});
    const auto claim = key.claim(m_request.request_hash(), m_id.value, unit.nowMs());
    if (!claim)
        return claim.error();
    pb::Poll answer;
    if (*claim) {
        answer.ParseFromString(**claim);
        return answer;
    }
    const auto locked = lockCalendar(unit, m_request.calendar(), Right::WriteEvents);
    if (!locked)
        return locked.error();
    const shared::Calendar &calendar = locked->calendar;
    PollTable polls(unit.db());
    if (const auto made = polls.find(calendar.id, m_id))
        return toProto(*made);
    if (polls.count(calendar.id) >= kMaxPolls)
        return conflict(u"The calendar has too many polls; delete some first."_s, u"too_many_polls"_s);
    const auto json = parseRequestJson(m_request.draft_json());
    if (!json)
        return json.error();
    auto poll = PollDraft(QTimeZone(calendar.timeZone.toUtf8()), m_clock).apply(*json, Poll{});
    if (!poll)
        return poll.error();
    poll->id = m_id;
    poll->calendar = calendar.id;
    poll->version = locked->nextSeq;
    poll->state = PollState::Open;
    poll->createdBy = unit.caller().user;
    poll->createdByName = unit.caller().username;
    poll->createdMs = unit.nowMs();
    polls.insert(*poll);
    unit.log(calendar.id, locked->nextSeq, shared::ChangeKind::PollCreated, m_id.value, toJson(*poll));
    answer = toProto(*poll);
    key.finish(answer.SerializeAsString());
    unit.commit();
    return answer;
}

}
