#pragma once

#include "server/auth/authoptions.h"
#include "server/calendar/calendaroptions.h"
#include "server/gateway/gatewayoptions.h"
#include "server/gateway/http/httpserver.h"
#include "server/platform/config.h"
#include "server/platform/dbexecutor.h"

namespace hearth::server::host {

/// What the settings mean for each part. Throws HostFailure where two of them don't go together.
auth::AuthOptions authOptions(const Config &config);
calendar::CalendarOptions calendarOptions(const Config &config);
gateway::GatewayOptions gatewayOptions(const Config &config);
/// Of one address to listen at; without TLS.
gateway::HttpServerOptions httpOptions(const Config &config, const Endpoint &endpoint);
DbExecutor::Options databaseOptions(const Config &config);

}
