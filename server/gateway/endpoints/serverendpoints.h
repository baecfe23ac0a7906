#pragma once

#include "server/gateway/route.h"

/// What the server says of itself, to anybody.
namespace hearth::server::gateway::serverendpoints {

void userStatus(const ExchangePtr &exchange);
void calendarStatus(const ExchangePtr &exchange);
void publicKeys(const ExchangePtr &exchange);
void about(const ExchangePtr &exchange);
/// GET /ws without an upgrade.
void upgradeRequired(const ExchangePtr &exchange);

}
