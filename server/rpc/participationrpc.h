#pragma once

#include "server/platform/metrics.h"
#include "server/proto/participationapi.h"
#include "server/rpc/rpcoptions.h"
#include "server/rpc/servedservice.h"

#include <memory>

namespace hearth::server::rpc {

/// The calendar service's answers to invitations at `target`, over gRPC. Must not be destroyed by one of its
/// own replies.
std::unique_ptr<ParticipationApi> makeParticipationRpcClient(const QString &target, const RpcOptions &options,
                                                             Metrics &metrics);
/// Answers gRPC calls with `api`, which must outlive it.
std::unique_ptr<ServedService> makeParticipationRpcService(ParticipationApi &api);

}
