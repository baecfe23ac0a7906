#pragma once

#include "server/gateway/route.h"

/// The caller's own profile, password and sessions: /api/v1/me.
namespace hearth::server::gateway::meendpoints {

void find(const ExchangePtr &exchange);
void update(const ExchangePtr &exchange);
void changePassword(const ExchangePtr &exchange);
void sessions(const ExchangePtr &exchange);
void revokeSession(const ExchangePtr &exchange);

}
