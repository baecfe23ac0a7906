#include "server/calendar/objects/objectsservice.h"

#include "server/calendar/calendarkey.h"
#include "server/calendar/freebusy/busyreader.h"
#include "server/calendar/objects/putobject.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using shared::Database;
using shared::Outcome;
using shared::Result;

ObjectsService::ObjectsService(Writer &writer, SagaRunner &runner, const CalendarOptions &options)
    : m_writer(writer)
    , m_runner(runner)
    , m_options(options)
{
}

template <class Request, class Response>
void ObjectsService::ask(const CallContext &call, const Request &request,
                         Result<Response> (ObjectReads::*question)(const Request &), Reply<Response> reply)
{
    const auto job = [call, request, question, now = m_writer.clock().nowMs(),
                      kept = m_options.trashKeptMs](Database &database) -> Result<Response> {
        ObjectReads reads(database, call, now, kept);
        return (reads.*question)(request);
    };
    m_writer.read(call, job, std::move(reply));
}

void ObjectsService::listObjects(const CallContext &call, const pb::ListObjectsRequest &request,
                                 Reply<pb::ListObjectsResponse> reply)
{
    ask(call, request, &ObjectReads::list, std::move(reply));
}

void ObjectsService::getObjects(const CallContext &call, const pb::GetObjectsRequest &request,
                                Reply<pb::GetObjectsResponse> reply)
{
    ask(call, request, &ObjectReads::get, std::move(reply));
}

void ObjectsService::syncObjects(const CallContext &call, const pb::SyncObjectsRequest &request,
                                 Reply<pb::SyncObjectsResponse> reply)
{
    ask(call, request, &ObjectReads::sync, std::move(reply));
}

void ObjectsService::freeBusy(const CallContext &call, const pb::FreeBusyRequest &request,
                              Reply<pb::FreeBusyResponse> reply)
{
    ask(call, request, &ObjectReads::freeBusy, std::move(reply));
}

void ObjectsService::busyOfCalendars(const CallContext &call, const pb::BusyOfCalendarsRequest &request,
                                     Reply<pb::BusyTimesResponse> reply)
{
    const auto question = [call, request](shared::Database &database) {
        return BusyReader(database, call).ofCalendars(request);
    };
    m_writer.read(call, question, std::move(reply));
}

void ObjectsService::busyOfMembers(const CallContext &call, const pb::BusyOfMembersRequest &request,
                                   Reply<pb::BusyTimesResponse> reply)
{
    const auto question = [call, request](shared::Database &database) {
        return BusyReader(database, call).ofMembers(request);
    };
    m_writer.read(call, question, std::move(reply));
}

SagaPlan ObjectsService::newPlan() const
{
    const shared::Clock &clock = m_writer.clock();
    return {shared::newId<shared::SagaId>(clock), shared::newId<shared::EventId>(clock), m_runner.newLease(),
            clock.nowMs() + m_options.sagaDeadlineMs};
}

void ObjectsService::follow(const Result<SagaStart> &start, const std::function<void(const Outcome &)> &done)
{
    if (!start)
        return done(start.error());
    if (!start->saga)
        return done(shared::Done{});
    m_runner.drive(*start->saga, [done](const Result<shared::Event> &event) {
        done(event ? Outcome(shared::Done{}) : Outcome(event.error()));
    });
}

void ObjectsService::putObject(const CallContext &call, const pb::PutObjectRequest &request,
                               Reply<pb::PutObjectResponse> reply)
{
    const SagaPlan plan = newPlan();
    const auto begun = [this, call, request, plan, reply](const Result<SagaStart> &start) {
        // A new object's event has the id that was planned for it.
        const bool created = start
            && (start->saga ? start->saga->event == plan.event
                            : idFromBytes<shared::EventId>(start->answer->id()) == plan.event);
        follow(start, [this, call, request, created, reply](const Outcome &outcome) {
            if (!outcome)
                return reply(outcome.error());
            answerPut(call, request, created, reply);
        });
    };
    m_writer.run(call, keyOf(request.calendar()), PutObject(request, plan), begun);
}

void ObjectsService::answerPut(const CallContext &call, const pb::PutObjectRequest &request, bool created,
                               const Reply<pb::PutObjectResponse> &reply)
{
    pb::GetObjectsRequest look;
    *look.mutable_calendar() = request.calendar();
    look.add_names(request.name());
    look.set_with_data(true);
    getObjects(call, look, [request, created, reply](const Result<pb::GetObjectsResponse> &found) {
        if (!found)
            return reply(found.error());
        pb::PutObjectResponse response;
        response.set_created(created);
        if (found->objects_size() == 1) {
            *response.mutable_object() = found->objects(0);
            response.set_stored_as_sent(found->objects(0).data() == request.data());
            response.mutable_object()->clear_data();
        }
        reply(response);
    });
}

void ObjectsService::deleteObject(const CallContext &call, const pb::DeleteObjectRequest &request,
                                  Reply<pb::Empty> reply)
{
    const auto begun = [this, reply](const Result<SagaStart> &start) {
        follow(start, [reply](const Outcome &outcome) {
            if (!outcome)
                return reply(outcome.error());
            reply(pb::Empty());
        });
    };
    m_writer.run(call, keyOf(request.calendar()), DeleteObject(request, newPlan()), begun);
}

}
