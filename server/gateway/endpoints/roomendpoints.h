#pragma once

#include "server/gateway/route.h"

/// Calendars and their members: the base endpoint and /api/v1/calendars.
namespace hearth::server::gateway::roomendpoints {

/// POST /calendar/create_calendar
void createByName(const ExchangePtr &exchange);

void list(const ExchangePtr &exchange);
void create(const ExchangePtr &exchange);
void join(const ExchangePtr &exchange);
void find(const ExchangePtr &exchange);
void update(const ExchangePtr &exchange);
void remove(const ExchangePtr &exchange);
void members(const ExchangePtr &exchange);
void setRole(const ExchangePtr &exchange);
void removeMember(const ExchangePtr &exchange);

}
