#pragma once

#include "server/gateway/route.h"

/// Calendars whose content is a feed from elsewhere: /api/v1/subscriptions.
namespace hearth::server::gateway::subscriptionendpoints {

void list(const ExchangePtr &exchange);
void create(const ExchangePtr &exchange);
void find(const ExchangePtr &exchange);
void update(const ExchangePtr &exchange);
void refresh(const ExchangePtr &exchange);
/// "?keep_events=true": the calendar stays, as one like any other.
void remove(const ExchangePtr &exchange);

}
