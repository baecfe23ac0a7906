#pragma once

#include "server/gateway/route.h"

/// Events: the base endpoints and /api/v1/calendars/{calendar}/events.
namespace hearth::server::gateway::eventendpoints {

/// GET /calendar/get_events
void listAll(const ExchangePtr &exchange);
/// POST /calendar/create_event
void createByName(const ExchangePtr &exchange);

void list(const ExchangePtr &exchange);
void create(const ExchangePtr &exchange);
void find(const ExchangePtr &exchange);
void update(const ExchangePtr &exchange);
void remove(const ExchangePtr &exchange);
void restore(const ExchangePtr &exchange);
void changes(const ExchangePtr &exchange);

}
