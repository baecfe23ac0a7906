#pragma once

#include "server/gateway/route.h"

namespace hearth::server::gateway::caldav {

/// Answers every request at or under /dav/.
void dispatch(const ExchangePtr &exchange);
/// Sends whoever looks for CalDAV at /.well-known/caldav on to /dav/ (RFC 6764, 5).
void wellKnown(const ExchangePtr &exchange);

}
