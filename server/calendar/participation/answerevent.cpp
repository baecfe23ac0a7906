#include "server/calendar/participation/answerevent.h"

#include "server/calendar/access.h"
#include "server/calendar/errors.h"
#include "server/calendar/participation/participantchange.h"
#include "server/proto/convert.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Event;
using shared::Participant;
using shared::Result;

namespace {
shared::Error notAParticipant()
{
    return {shared::ErrorCode::Forbidden, u"Only who takes part in the event can answer."_s,
            u"not_a_participant"_s};
}

Result<shared::ZonedTime> proposedTime(const std::string &given, const Event &event, const QTimeZone &zone,
                                       const QString &what)
{
    const QString text = fromUtf8(given);
    if (event.allDay)
        return shared::parseDate(text.left(10), what);
    const auto time = shared::parseTime(text, zone, what);
    // As the API gives it back.
    return time ? Result<shared::ZonedTime>(shared::fromUtc(time->utcMs, QTimeZone::utc())) : time;
}
}

AnswerEvent::AnswerEvent(pb::AnswerEventRequest request, SagaPlan plan)
    : m_request(std::move(request))
    , m_plan(plan)
{
}

Result<SagaStart> AnswerEvent::operator()(UnitOfWork &unit) const
{
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(),
                                        isForPerson() ? Right::WriteEvents : Right::Read);
    if (!calendar)
        return calendar.error();
    const auto id = idFromBytes<shared::EventId>(m_request.event_id());
    BatchStart start(unit, m_plan, *calendar);
    if (const auto earlier = start.earlier(id))
        return *earlier;
    const auto target = SeriesTarget::lock(unit, *calendar, id, m_request.occurrence(), m_request.scope());
    if (!target)
        return target.error();
    const auto event = target->current(unit.caller().user);
    if (!event)
        return event.error();
    const auto before =
        std::find_if(event->participants.begin(), event->participants.end(),
                     [&](const Participant &each) { return isMeant(each, unit.caller().user); });
    if (before == event->participants.end())
        return notAParticipant();
    const auto after = answered(*before, *event, QTimeZone(calendar->timeZone.toUtf8()));
    if (!after)
        return after.error();
    if (*after == *before)
        return SagaStart{{}, toProto(*event)};
    const auto change = changeParticipant(*target, *event, *before, *after, m_plan.event);
    if (!change)
        return change.error();
    return start.run(change->batch, change->answer);
}

bool AnswerEvent::isForPerson() const { return !m_request.person().empty(); }

bool AnswerEvent::isMeant(const Participant &participant, const shared::UserId &caller) const
{
    if (isForPerson())
        return participant.user.isNull() && participant.name == fromUtf8(m_request.person());
    return participant.user == caller;
}

Result<Participant> AnswerEvent::answered(Participant participant, const Event &event,
                                          const QTimeZone &zone) const
{
    const auto answer = shared::answerFromName(fromUtf8(m_request.answer()));
    if (!answer)
        return invalidArgument(u"'answer' is none, yes, maybe or no."_s, u"invalid_answer"_s);
    const auto proposed = proposal(event, zone);
    if (!proposed)
        return proposed.error();
    participant.answer = *answer;
    participant.comment = fromUtf8(m_request.comment());
    participant.proposal = *proposed;
    return participant;
}

Result<std::optional<shared::Proposal>> AnswerEvent::proposal(const Event &event, const QTimeZone &zone) const
{
    using Answer = std::optional<shared::Proposal>;
    if (m_request.proposed_start().empty() && m_request.proposed_end().empty())
        return Answer{};
    if (isForPerson())
        return invalidArgument(u"Who may answer for a person can move the event without a proposal."_s,
                               u"proposal_for_person"_s);
    const auto from = proposedTime(m_request.proposed_start(), event, zone, u"'proposed_start'"_s);
    if (!from)
        return from.error();
    const auto to = proposedTime(m_request.proposed_end(), event, zone, u"'proposed_end'"_s);
    if (!to)
        return to.error();
    if (to->utcMs <= from->utcMs)
        return invalidArgument(u"The proposed time ends before it starts."_s, u"end_before_start"_s);
    if (to->utcMs - from->utcMs > shared::kMaxEventMs)
        return invalidArgument(u"The proposed time is longer than five years."_s, u"too_long"_s);
    return Answer{{*from, *to}};
}

}
