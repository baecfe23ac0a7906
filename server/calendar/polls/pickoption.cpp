#include "server/calendar/polls/pickoption.h"

#include "server/calendar/access.h"
#include "server/calendar/commands/participants.h"
#include "server/calendar/errors.h"
#include "server/calendar/polls/pollanswers.h"
#include "server/calendar/polls/polltable.h"
#include "server/calendar/store/eventtable.h"
#include "server/calendar/store/membertable.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Event;
using shared::PollId;
using shared::Result;

namespace {
shared::Answer answerOf(PollAnswer answer)
{
    switch (answer) {
    case PollAnswer::Yes:
        return shared::Answer::Yes;
    case PollAnswer::IfNeedBe:
        return shared::Answer::Maybe;
    case PollAnswer::No:
        return shared::Answer::No;
    }
    Q_UNREACHABLE();
}

/// Those who have answered for the option and are members still.
QList<shared::Participant> participantsOf(UnitOfWork &unit, const Poll &poll, const QUuid &option)
{
    MemberTable members(unit.db(), poll.calendar);
    QList<shared::Participant> participants;
    for (const PollReply &reply : poll.replies) {
        const auto answer = reply.answers.constFind(option);
        if (answer == reply.answers.cend() || participants.size() >= shared::kMaxParticipants)
            continue;
        if (const auto member = members.find(reply.user))
            participants.append({member->user, member->username, answerOf(*answer)});
    }
    return participants;
}
}

PickOption::PickOption(pb::PickOptionRequest request, SagaPlan plan)
    : m_request(std::move(request))
    , m_plan(plan)
{
}

Result<PickStart> PickOption::operator()(UnitOfWork &unit) const
{
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::WriteEvents);
    if (!calendar)
        return calendar.error();
    const auto id = idFromBytes<PollId>(m_request.poll_id());
    const QUuid option = uuidFromBytes(m_request.option_id());
    PollTable polls(unit.db());
    const bool claimed = polls.claim(calendar->id, id, option, m_plan.event);
    const auto poll = polls.find(calendar->id, id);
    if (!poll)
        return noSuchPoll();
    if (const auto allowed = mayDecide(*poll, *calendar, unit.caller()); !allowed)
        return allowed.error();
    const PollOption *wanted = poll->option(option);
    if (!wanted)
        return invalidArgument(u"The poll has no such option."_s, u"no_such_option"_s);
    if (!claimed)
        return notOpen(unit, calendar->id);
    const Event event = eventFor(unit, *poll, *wanted);
    Saga saga = m_plan.begin(unit, SagaKind::CreateEvent, calendar->id, event.id);
    saga.poll = id;
    saga.participants = Participants::users(event.createdBy, event.participants);
    SagaTable(unit.db()).insert(saga, m_plan.lease);
    EventTable(unit.db()).insertPending({{event, {}}}, saga.id);
    unit.commit();
    return PickStart{saga, {}};
}

Result<PickStart> PickOption::notOpen(UnitOfWork &unit, const shared::CalendarId &calendar) const
{
    const auto poll = PollTable(unit.db()).find(calendar, idFromBytes<PollId>(m_request.poll_id()));
    if (!poll)
        return noSuchPoll();
    if (poll->picked != uuidFromBytes(m_request.option_id()))
        return poll->state == PollState::Closed ? pollClosed() : pollBeingPicked();
    if (poll->state == PollState::Closed)
        return PickStart{{}, toProto(*poll)};
    if (poll->event != m_plan.event)
        return pollBeingPicked();
    // An earlier run of this very command was committed after all.
    const auto saga = SagaTable(unit.db()).find(m_plan.saga);
    return saga ? Result<PickStart>(PickStart{*saga, {}}) : pollBeingPicked();
}

Event PickOption::eventFor(UnitOfWork &unit, const Poll &poll, const PollOption &option) const
{
    Event event;
    static_cast<shared::EventDraft &>(event) = option.draft;
    event.name = poll.title;
    event.location = poll.location;
    event.description = poll.description;
    event.participants = participantsOf(unit, poll, option.id);
    event.id = m_plan.event;
    event.calendar = poll.calendar;
    event.uid = event.id.toString();
    event.createdBy = unit.caller().user;
    event.createdByName = unit.caller().username;
    event.createdMs = unit.nowMs();
    event.updatedByName = event.createdByName;
    event.updatedMs = event.createdMs;
    return event;
}

}
