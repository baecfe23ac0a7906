#pragma once

#include "server/gateway/route.h"

namespace hearth::server::gateway::noticeendpoints {

/// GET /api/v1/calendars/{calendar}/notices?since=
void list(const ExchangePtr &exchange);

}
