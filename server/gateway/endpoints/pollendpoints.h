#pragma once

#include "server/gateway/route.h"

/// Polls for a date: /api/v1/calendars/{calendar}/polls.
namespace hearth::server::gateway::pollendpoints {

void list(const ExchangePtr &exchange);
void create(const ExchangePtr &exchange);
void find(const ExchangePtr &exchange);
void update(const ExchangePtr &exchange);
void remove(const ExchangePtr &exchange);
/// The caller's answers: {"answers":{"<option's id>":"yes"|"if_need_be"|"no"}}
void respond(const ExchangePtr &exchange);
void pick(const ExchangePtr &exchange);

}
