#pragma once

#include "server/proto/call.h"
#include "server/proto/notices.pb.h"

namespace hearth::server {

/// What happened in a calendar, gathered for people to read. Thread-safe, never blocks.
class NoticesApi {
public:
    virtual ~NoticesApi() = default;

    /// SnapshotRequired where the log no longer reaches back to `since`.
    virtual void notices(const CallContext &call, const calendar::NoticesRequest &request,
                         Reply<calendar::NoticesResponse> reply) = 0;
};

}
