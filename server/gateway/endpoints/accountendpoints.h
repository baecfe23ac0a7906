#pragma once

#include "server/gateway/route.h"

/// The caller's account as a whole: /api/v1/me.
namespace hearth::server::gateway::accountendpoints {

/// All that is known of the caller, as one JSON document.
void exportAll(const ExchangePtr &exchange);
/// Deletes the account: 204; 202 where it has ended and the rest is finished later; 409 with the member
/// "calendars" where the caller is the last owner of calendars that others are in.
void remove(const ExchangePtr &exchange);

}
