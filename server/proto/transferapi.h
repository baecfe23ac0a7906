#pragma once

#include "server/proto/call.h"
#include "server/proto/transfer.pb.h"

namespace hearth::server {

/// iCalendar files into a calendar and out of it, and the secret links under which others may fetch one.
/// Thread-safe, never blocks; access as CalendarApi's.
class TransferApi {
public:
    virtual ~TransferApi() = default;

    /// For those who may write. What is there already, by UID and RECURRENCE-ID, is replaced where it
    /// differs; done again, it changes nothing. Written in batches, each of which is written whole or not at
    /// all: an error says that some may have been. InvalidArgument with reason "not_icalendar"; TooLarge.
    virtual void importCalendar(const CallContext &call, const calendar::ImportRequest &request,
                                Reply<calendar::ImportResponse> reply) = 0;
    /// For every member; who sees only busy times gets no more than these.
    virtual void exportCalendar(const CallContext &call, const calendar::ExportRequest &request,
                                Reply<calendar::ExportResponse> reply) = 0;

    /// Whoever sees only busy times can give no more away. Conflict with reason "too_many_feeds".
    virtual void createFeed(const CallContext &call, const calendar::CreateFeedRequest &request,
                            Reply<calendar::CreatedFeed> reply) = 0;
    /// One's own; an owner's: all of the calendar.
    virtual void feeds(const CallContext &call, const calendar::CalendarRequest &request,
                       Reply<calendar::FeedsResponse> reply) = 0;
    virtual void revokeFeed(const CallContext &call, const calendar::FeedRequest &request,
                            Reply<calendar::Empty> reply) = 0;
    /// For whoever has the secret. NotFound for a wrong or a revoked one, and where who made it is no longer
    /// a member; what they may not see themselves is not in it.
    virtual void readFeed(const CallContext &call, const calendar::ReadFeedRequest &request,
                          Reply<calendar::ReadFeedResponse> reply) = 0;
};

}
