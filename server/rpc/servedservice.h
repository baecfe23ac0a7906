#pragma once

#include <string>

namespace grpc {
class Service;
}

namespace hearth::server::rpc {

/// One of the contracts, as gRPC serves it.
class ServedService {
public:
    virtual ~ServedService() = default;
    virtual grpc::Service &service() = 0;
    virtual std::string fullName() const = 0;
    /// Ends the watches that are open and lets no more begin.
    virtual void endStreams() = 0;
};

}
