#pragma once

#include "server/proto/call.h"
#include "server/proto/history.pb.h"

namespace hearth::server {

/// What events were and where they went: their versions, the trash, and the way from one calendar to another.
/// Thread-safe, never blocks; access as CalendarApi's.
class HistoryApi {
public:
    virtual ~HistoryApi() = default;

    /// The versions of an event, of a series with those of its changed instances; for everybody but a member
    /// with the role `busy`. What is private to others shows times only.
    virtual void history(const CallContext &call, const calendar::HistoryRequest &request,
                         Reply<calendar::HistoryResponse> reply) = 0;
    /// NotFound with reason "no_such_version".
    virtual void findVersion(const CallContext &call, const calendar::VersionRequest &request,
                             Reply<calendar::Version> reply) = 0;
    /// Makes the event again what it was, as a new version; one in the trash comes back with it. Participants
    /// who are no members any more are people without an account then.
    virtual void restoreVersion(const CallContext &call, const calendar::VersionRequest &request,
                                Reply<calendar::Event> reply) = 0;
    /// For who may write events; private ones of others are left out.
    virtual void trash(const CallContext &call, const calendar::TrashRequest &request,
                       Reply<calendar::TrashResponse> reply) = 0;
    /// Those that the caller is an owner of.
    virtual void trashedCalendars(const CallContext &call, const calendar::Empty &request,
                                  Reply<calendar::TrashedCalendarsResponse> reply) = 0;
    /// With its members and everything in it. Conflict with reason "name_taken" where its name is taken.
    virtual void restoreCalendar(const CallContext &call, const calendar::RestoreCalendarRequest &request,
                                 Reply<calendar::Calendar> reply) = 0;
    /// An event, or a series with its changed instances, goes to another calendar, with its id, UID and
    /// history; the caller may write events in both. Participants who are no members there become people
    /// without an account. InvalidArgument with reason "instance_of_series" or "same_calendar", Conflict with
    /// reason "uid_exists".
    virtual void moveEvent(const CallContext &call, const calendar::MoveEventRequest &request,
                           Reply<calendar::Event> reply) = 0;
};

}
