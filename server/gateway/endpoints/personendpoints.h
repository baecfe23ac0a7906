#pragma once

#include "server/gateway/route.h"

/// People without an account: /api/v1/calendars/{calendar}/people.
namespace hearth::server::gateway::personendpoints {

void list(const ExchangePtr &exchange);
void add(const ExchangePtr &exchange);
void update(const ExchangePtr &exchange);
void remove(const ExchangePtr &exchange);

}
