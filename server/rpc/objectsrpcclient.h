#pragma once

#include "server/platform/metrics.h"
#include "server/proto/objectsapi.h"
#include "server/rpc/rpcoptions.h"

#include <memory>

namespace hearth::server::rpc {

/// The calendar service's objects at `target`, over gRPC. Must not be destroyed by one of its own replies.
std::unique_ptr<ObjectsApi> makeObjectsRpcClient(const QString &target, const RpcOptions &options,
                                                 Metrics &metrics);

}
