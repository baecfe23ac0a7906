#pragma once

#include "server/gateway/route.h"

/// Invitations: /api/v1/calendars/{calendar}/invites and /api/v1/invites/{code}.
namespace hearth::server::gateway::inviteendpoints {

void list(const ExchangePtr &exchange);
void create(const ExchangePtr &exchange);
void revoke(const ExchangePtr &exchange);
void look(const ExchangePtr &exchange);
void accept(const ExchangePtr &exchange);

}
