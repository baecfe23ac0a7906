#pragma once

#include "server/platform/metrics.h"
#include "server/proto/historyapi.h"
#include "server/rpc/rpcoptions.h"
#include "server/rpc/servedservice.h"

#include <memory>

namespace hearth::server::rpc {

/// The calendar service's versions and trash at `target`, over gRPC. Must not be destroyed by one of its own
/// replies.
std::unique_ptr<HistoryApi> makeHistoryRpcClient(const QString &target, const RpcOptions &options,
                                                 Metrics &metrics);
/// Answers gRPC calls with `api`, which must outlive it.
std::unique_ptr<ServedService> makeHistoryRpcService(HistoryApi &api);

}
