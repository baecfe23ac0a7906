#pragma once

#include "server/rpc/rpcoptions.h"

#include <grpcpp/security/credentials.h>
#include <grpcpp/security/server_credentials.h>

#include <memory>

namespace hearth::server::rpc {

/// Bytes of a call's metadata: an error may carry the event that stands in its way.
inline constexpr int kLargestMetadata = 1024 * 1024;
/// Bytes of an answer: a calendar's whole content.
inline constexpr int kLargestAnswer = 64 * 1024 * 1024;
/// Bytes of a request: an import.
inline constexpr int kLargestRequest = 32 * 1024 * 1024;

std::shared_ptr<grpc::ChannelCredentials> channelCredentials(const RpcOptions &options);
/// Callers must show a certificate of the same authority.
std::shared_ptr<grpc::ServerCredentials> serverCredentials(const RpcOptions &options);

}
