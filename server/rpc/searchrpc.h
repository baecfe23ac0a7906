#pragma once

#include "server/platform/metrics.h"
#include "server/proto/searchapi.h"
#include "server/rpc/rpcoptions.h"
#include "server/rpc/servedservice.h"

#include <memory>

namespace hearth::server::rpc {

/// Search at `target`, over gRPC.
std::unique_ptr<SearchApi> makeSearchRpcClient(const QString &target, const RpcOptions &options,
                                               Metrics &metrics);
/// Serves `api`, which must outlive it.
std::unique_ptr<ServedService> makeSearchRpcService(SearchApi &api);

}
