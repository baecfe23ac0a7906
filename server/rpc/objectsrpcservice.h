#pragma once

#include "server/proto/objectsapi.h"
#include "server/rpc/servedservice.h"

#include <memory>

namespace hearth::server::rpc {

/// Answers gRPC calls with `api`, which must outlive it.
std::unique_ptr<ServedService> makeObjectsRpcService(ObjectsApi &api);

}
