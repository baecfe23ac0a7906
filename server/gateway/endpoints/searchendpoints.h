#pragma once

#include "server/gateway/route.h"

/// GET /api/v1/search
namespace hearth::server::gateway::searchendpoints {

/// ?q=words, and calendar_id, limit, cursor: {"hits":[{"kind":"event","event":{...}} | {"kind":"message",
/// "message":{...}}],"next_cursor"}, best first.
void find(const ExchangePtr &exchange);

}
