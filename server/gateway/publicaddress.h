#pragma once

#include "server/gateway/gatewayoptions.h"
#include "server/gateway/http/httprequest.h"

namespace hearth::server::gateway {

/// Where clients reach this server, without a slash at the end: as the operator says, or else as the request
/// came.
QString publicAddress(const GatewayOptions &options, const HttpRequest &request);

}
