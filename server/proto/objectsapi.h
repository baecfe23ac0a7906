#pragma once

#include "server/proto/call.h"
#include "server/proto/objects.pb.h"

namespace hearth::server {

/// A calendar's events as iCalendar objects, for CalDAV, and its taken times. Thread-safe, never blocks;
/// access as CalendarApi's: a member who sees only busy times gets objects that say no more, with etags of
/// their own.
///
/// Writes are the same commands as everybody's: they get a seq and are announced.
class ObjectsApi {
public:
    virtual ~ObjectsApi() = default;

    /// InvalidArgument with reason "unsupported_filter" for what can't be evaluated.
    virtual void listObjects(const CallContext &call, const calendar::ListObjectsRequest &request,
                             Reply<calendar::ListObjectsResponse> reply) = 0;
    virtual void getObjects(const CallContext &call, const calendar::GetObjectsRequest &request,
                            Reply<calendar::GetObjectsResponse> reply) = 0;
    /// PreconditionFailed where the condition does not hold. Forbidden with reason "role" for who may only
    /// look. InvalidArgument with reason "invalid_data" (no iCalendar), "invalid_object" (not one event with
    /// its instances, METHOD, no UID), "unsupported_component", "unsupported_recurrence",
    /// "too_many_attendees", "too_many_instances", "date_out_of_range" or "unsupported_property" (a bound of
    /// the event's fields). TooLarge beyond 1 MiB. Conflict with reason "uid_conflict" where another object
    /// of the calendar has the UID, its name as "name" in the details, and with "uid_changed" for another UID
    /// than the object has.
    virtual void putObject(const CallContext &call, const calendar::PutObjectRequest &request,
                           Reply<calendar::PutObjectResponse> reply) = 0;
    /// NotFound with reason "no_such_object"; else as putObject().
    virtual void deleteObject(const CallContext &call, const calendar::DeleteObjectRequest &request,
                              Reply<calendar::Empty> reply) = 0;
    /// SnapshotRequired where the log no longer reaches back to where removals are asked from, or never was
    /// that far.
    virtual void syncObjects(const CallContext &call, const calendar::SyncObjectsRequest &request,
                             Reply<calendar::SyncObjectsResponse> reply) = 0;
    /// For every member: taken times, without transparent and cancelled events.
    virtual void freeBusy(const CallContext &call, const calendar::FreeBusyRequest &request,
                          Reply<calendar::FreeBusyResponse> reply) = 0;
    /// The same of several calendars as one.
    virtual void busyOfCalendars(const CallContext &call, const calendar::BusyOfCalendarsRequest &request,
                                 Reply<calendar::BusyTimesResponse> reply) = 0;
    /// When each member of a calendar is busy, by the events of all calendars of the caller's: those in which
    /// the member takes part and has not declined, and where nobody was named, those that the member made.
    virtual void busyOfMembers(const CallContext &call, const calendar::BusyOfMembersRequest &request,
                               Reply<calendar::BusyTimesResponse> reply) = 0;
};

}
