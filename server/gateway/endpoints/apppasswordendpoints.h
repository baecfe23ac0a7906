#pragma once

#include "server/gateway/route.h"

/// The caller's passwords for programs that know nothing of tokens: /api/v1/me/app-passwords.
namespace hearth::server::gateway::apppasswordendpoints {

void create(const ExchangePtr &exchange);
void list(const ExchangePtr &exchange);
void remove(const ExchangePtr &exchange);

}
