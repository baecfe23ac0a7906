#pragma once

#include "server/gateway/route.h"

/// Free and busy times: /api/v1/freebusy and /api/v1/calendars/{calendar}/freebusy.
namespace hearth::server::gateway::freebusyendpoints {

void ofCalendars(const ExchangePtr &exchange);
void ofMembers(const ExchangePtr &exchange);

}
