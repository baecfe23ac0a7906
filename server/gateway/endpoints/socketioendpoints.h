#pragma once

#include "server/gateway/route.h"

namespace hearth::server::gateway::socketioendpoints {

void poll(const ExchangePtr &exchange);
void post(const ExchangePtr &exchange);
void preflight(const ExchangePtr &exchange);

}
