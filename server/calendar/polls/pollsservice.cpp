#include "server/calendar/polls/pollsservice.h"

#include "server/calendar/access.h"
#include "server/calendar/calendarkey.h"
#include "server/calendar/polls/answerpoll.h"
#include "server/calendar/polls/createpoll.h"
#include "server/calendar/polls/deletepoll.h"
#include "server/calendar/polls/pickoption.h"
#include "server/calendar/polls/pollanswers.h"
#include "server/calendar/polls/polltable.h"
#include "server/calendar/polls/updatepoll.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using shared::Database;
using shared::Result;

PollsService::PollsService(Writer &writer, SagaRunner &runner, const CalendarOptions &options)
    : m_writer(writer)
    , m_runner(runner)
    , m_options(options)
{
}

void PollsService::createPoll(const CallContext &call, const pb::CreatePollRequest &request,
                              Reply<pb::Poll> reply)
{
    const auto id = shared::newId<shared::PollId>(m_writer.clock());
    m_writer.run(call, keyOf(request.calendar()), CreatePoll(request, id, m_writer.clock()),
                 std::move(reply));
}

void PollsService::polls(const CallContext &call, const pb::PollsRequest &request,
                         Reply<pb::PollsResponse> reply)
{
    const auto question = [call, request](Database &database) -> Result<pb::PollsResponse> {
        const auto calendar = requireAccess(database, call, request.calendar(), Right::Read);
        if (!calendar)
            return calendar.error();
        pb::PollsResponse response;
        const auto polls = PollTable(database).ofCalendar(calendar->id);
        for (const Poll &poll : polls)
            *response.add_polls() = toProto(poll);
        return response;
    };
    m_writer.read(call, question, std::move(reply));
}

void PollsService::findPoll(const CallContext &call, const pb::PollRequest &request, Reply<pb::Poll> reply)
{
    const auto question = [call, request](Database &database) -> Result<pb::Poll> {
        const auto calendar = requireAccess(database, call, request.calendar(), Right::Read);
        if (!calendar)
            return calendar.error();
        const auto poll =
            PollTable(database).find(calendar->id, idFromBytes<shared::PollId>(request.poll_id()));
        return poll ? Result<pb::Poll>(toProto(*poll)) : noSuchPoll();
    };
    m_writer.read(call, question, std::move(reply));
}

void PollsService::updatePoll(const CallContext &call, const pb::UpdatePollRequest &request,
                              Reply<pb::Poll> reply)
{
    m_writer.run(call, keyOf(request.calendar()), UpdatePoll(request, m_writer.clock()), std::move(reply));
}

void PollsService::deletePoll(const CallContext &call, const pb::PollRequest &request, Reply<pb::Empty> reply)
{
    m_writer.run(call, keyOf(request.calendar()), DeletePoll(request), std::move(reply));
}

void PollsService::answerPoll(const CallContext &call, const pb::AnswerPollRequest &request,
                              Reply<pb::Poll> reply)
{
    m_writer.run(call, keyOf(request.calendar()), AnswerPoll(request), std::move(reply));
}

void PollsService::pickOption(const CallContext &call, const pb::PickOptionRequest &request,
                              Reply<pb::Poll> reply)
{
    const shared::Clock &clock = m_writer.clock();
    const SagaPlan plan{shared::newId<shared::SagaId>(clock), shared::newId<shared::EventId>(clock),
                        m_runner.newLease(), clock.nowMs() + m_options.sagaDeadlineMs};
    m_writer.run(call, keyOf(request.calendar()), PickOption(request, plan),
                 [this, call, request, reply](const Result<PickStart> &start) {
                     if (!start)
                         return reply(start.error());
                     if (!start->saga)
                         return reply(*start->answer);
                     m_runner.drive(*start->saga,
                                    [this, call, request, reply](const Result<shared::Event> &event) {
                                        if (!event)
                                            return reply(event.error());
                                        pb::PollRequest found;
                                        *found.mutable_calendar() = request.calendar();
                                        found.set_poll_id(request.poll_id());
                                        findPoll(call, found, reply);
                                    });
                 });
}

}
