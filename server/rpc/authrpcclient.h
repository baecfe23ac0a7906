#pragma once

#include "server/platform/metrics.h"
#include "server/proto/authapi.h"
#include "server/rpc/rpcoptions.h"

#include <memory>

namespace hearth::server::rpc {

/// The auth service at `target`, over gRPC. Must not be destroyed by one of its own replies.
std::unique_ptr<AuthApi> makeAuthRpcClient(const QString &target, const RpcOptions &options,
                                           Metrics &metrics);

}
