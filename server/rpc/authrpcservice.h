#pragma once

#include "server/proto/authapi.h"
#include "server/rpc/servedservice.h"

#include <memory>

namespace hearth::server::rpc {

/// Answers gRPC calls with `api`, which must outlive it.
std::unique_ptr<ServedService> makeAuthRpcService(AuthApi &api);

}
