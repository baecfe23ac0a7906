#pragma once

#include "server/proto/call.h"

#include <grpcpp/client_context.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/status.h>

namespace hearth::server::rpc {

/// How CallContext and Error travel: as metadata beside the message.
/// @{
void writeCall(const CallContext &call, grpc::ClientContext &context);
CallContext readCall(const grpc::ServerContextBase &context);
/// Adds the error to the answer's trailing metadata. It also keeps gRPC from a retry: the service has
/// answered.
grpc::Status writeError(const shared::Error &error, grpc::ServerContextBase &context);
/// The service's own error, or Unavailable or DeadlineExceeded where the call did not get through.
shared::Error readError(const grpc::Status &status, const grpc::ClientContext &context);
/// Whether the service itself gave this error.
bool isFromService(const grpc::ClientContext &context);
/// @}

}
