#pragma once

#include "server/platform/metrics.h"
#include "server/proto/remindersapi.h"
#include "server/rpc/rpcoptions.h"
#include "server/rpc/servedservice.h"

#include <memory>

namespace hearth::server::rpc {

/// That part of the calendar service at `target`, over gRPC. Must not be destroyed by one of its own replies.
std::unique_ptr<RemindersApi> makeRemindersRpcClient(const QString &target, const RpcOptions &options,
                                                     Metrics &metrics);
/// Answers gRPC calls with `api`, which must outlive it.
std::unique_ptr<ServedService> makeRemindersRpcService(RemindersApi &api);

}
