#pragma once

#include "server/gateway/route.h"

/// Accounts and sessions: POST /user/...
namespace hearth::server::gateway::userendpoints {

void registerUser(const ExchangePtr &exchange);
void login(const ExchangePtr &exchange);
void refresh(const ExchangePtr &exchange);
void logout(const ExchangePtr &exchange);

}
