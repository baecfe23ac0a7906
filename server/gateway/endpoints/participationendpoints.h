#pragma once

#include "server/gateway/route.h"

/// Answers to invitations, and the other times that come with them.
namespace hearth::server::gateway::participationendpoints {

/// PUT /api/v1/calendars/{calendar}/events/{event}/answer
void respond(const ExchangePtr &exchange);
/// POST /api/v1/calendars/{calendar}/events/{event}/proposals/{user}/accept?occurrence=&scope=
void accept(const ExchangePtr &exchange);
/// POST /api/v1/calendars/{calendar}/events/{event}/proposals/{user}/decline?occurrence=&scope=
void decline(const ExchangePtr &exchange);

}
