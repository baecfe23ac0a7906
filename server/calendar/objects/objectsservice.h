#pragma once

#include "server/calendar/calendaroptions.h"
#include "server/calendar/commands/sagastart.h"
#include "server/calendar/messages.h"
#include "server/calendar/objects/objectreads.h"
#include "server/calendar/saga/sagarunner.h"
#include "server/calendar/writer.h"
#include "server/proto/objectsapi.h"

namespace hearth::server::calendar {

/// The calendar service's iCalendar objects.
class ObjectsService final : public ObjectsApi {
public:
    ObjectsService(Writer &writer, SagaRunner &runner, const CalendarOptions &options);

    void listObjects(const CallContext &call, const pb::ListObjectsRequest &request,
                     Reply<pb::ListObjectsResponse> reply) override;
    void getObjects(const CallContext &call, const pb::GetObjectsRequest &request,
                    Reply<pb::GetObjectsResponse> reply) override;
    void putObject(const CallContext &call, const pb::PutObjectRequest &request,
                   Reply<pb::PutObjectResponse> reply) override;
    void deleteObject(const CallContext &call, const pb::DeleteObjectRequest &request,
                      Reply<pb::Empty> reply) override;
    void syncObjects(const CallContext &call, const pb::SyncObjectsRequest &request,
                     Reply<pb::SyncObjectsResponse> reply) override;
    void freeBusy(const CallContext &call, const pb::FreeBusyRequest &request,
                  Reply<pb::FreeBusyResponse> reply) override;
    void busyOfCalendars(const CallContext &call, const pb::BusyOfCalendarsRequest &request,
                         Reply<pb::BusyTimesResponse> reply) override;
    void busyOfMembers(const CallContext &call, const pb::BusyOfMembersRequest &request,
                       Reply<pb::BusyTimesResponse> reply) override;

private:
    template <class Request, class Response>
    void ask(const CallContext &call, const Request &request,
             shared::Result<Response> (ObjectReads::*question)(const Request &), Reply<Response> reply);
    SagaPlan newPlan() const;
    /// Drives what was begun to its end, then answers.
    void follow(const shared::Result<SagaStart> &start,
                const std::function<void(const shared::Outcome &)> &done);
    void answerPut(const CallContext &call, const pb::PutObjectRequest &request, bool created,
                   const Reply<pb::PutObjectResponse> &reply);

    Writer &m_writer;
    SagaRunner &m_runner;
    const CalendarOptions &m_options;
};

}
