#pragma once

#include "server/gateway/caldav/davpath.h"
#include "server/proto/objects.pb.h"
#include "shared/domain/calendar.h"

#include <optional>

namespace hearth::server::gateway::caldav {

/// What lies at a path, as the caller sees it.
struct DavResource {
    DavPath path;
    shared::UserId user; ///< the caller
    QString username;
    std::optional<shared::Calendar> calendar; ///< of a calendar and of an object
    std::optional<calendar::CalendarObject> object;

    bool is(Kind kind) const { return path.kind == kind; }
};

constexpr qint64 kMaxObjectBytes = 1024 * 1024;

}
