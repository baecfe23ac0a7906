#pragma once

#include "server/gateway/http/httpheaders.h"
#include "server/proto/objects.pb.h"

namespace hearth::server::gateway::caldav {

/// What If-Match and If-None-Match ask of a write. A weak tag never matches (RFC 9110, 13.1.1), a malformed
/// list neither.
calendar::ObjectCondition conditionOf(const HttpHeaders &headers);
/// Whether the field lists the tag, given with its quotes, or is "*"; weak tags count as strong ones.
bool matchesAny(const HttpHeaders &headers, QByteArrayView field, const QByteArray &etag);

}
