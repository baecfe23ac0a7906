#include "server/calendar/polls/answerpoll.h"

#include "server/calendar/access.h"
#include "server/calendar/errors.h"
#include "server/calendar/polls/pollanswers.h"
#include "server/calendar/polls/polltable.h"
#include "server/proto/convert.h"

#include <QJsonArray>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
constexpr int kMaxReplies = 200; // to one poll

Result<QHash<QUuid, PollAnswer>> readAnswers(const pb::AnswerPollRequest &request, const Poll &poll)
{
    QHash<QUuid, PollAnswer> answers;
    for (const pb::OptionAnswer &each : request.answers()) {
        const QUuid option = uuidFromBytes(each.option_id());
        const auto answer = pollAnswerFromName(fromUtf8(each.answer()));
        if (!poll.option(option))
            return invalidArgument(u"The poll has no such option."_s, u"no_such_option"_s);
        if (!answer)
            return invalidArgument(u"An answer is yes, if_need_be or no."_s);
        answers.insert(option, *answer);
    }
    return answers;
}
}

AnswerPoll::AnswerPoll(pb::AnswerPollRequest request)
    : m_request(std::move(request))
{
}

Result<pb::Poll> AnswerPoll::operator()(UnitOfWork &unit) const
{
    const auto locked = lockCalendar(unit, m_request.calendar(), Right::Read);
    if (!locked)
        return locked.error();
    PollTable polls(unit.db());
    auto poll = polls.find(locked->calendar.id, idFromBytes<shared::PollId>(m_request.poll_id()));
    if (!poll)
        return noSuchPoll();
    if (unit.alreadyDone())
        return toProto(*poll);
    if (poll->state == PollState::Closed)
        return pollClosed();
    if (poll->state == PollState::Picking)
        return pollBeingPicked();
    const auto answers = readAnswers(m_request, *poll);
    if (!answers)
        return answers.error();
    const PollReply reply{unit.caller().user, unit.caller().username, *answers};
    const auto mine = std::find_if(poll->replies.begin(), poll->replies.end(),
                                   [&](const PollReply &each) { return each.user == reply.user; });
    if (mine != poll->replies.end() && mine->answers == reply.answers)
        return toProto(*poll);
    if (mine != poll->replies.end())
        *mine = reply;
    else if (poll->replies.size() >= kMaxReplies)
        return conflict(u"As many have answered as can."_s, u"too_many_answers"_s);
    else
        poll->replies.append(reply);
    const qint64 before = std::exchange(poll->version, locked->nextSeq);
    polls.setReply(poll->id, reply, unit.nowMs());
    if (!polls.update(*poll, before))
        return pollBeingPicked();
    QJsonObject data{{u"id"_s, poll->id.toString()},
                     {u"calendar_id"_s, poll->calendar.toString()},
                     {u"title"_s, poll->title},
                     {u"version"_s, poll->version},
                     {u"changed"_s, QJsonArray{u"answers"_s}},
                     {u"answer"_s, toJson(reply)}};
    unit.log(poll->calendar, locked->nextSeq, shared::ChangeKind::PollUpdated, poll->id.value, data);
    unit.commit();
    return toProto(*poll);
}

}
