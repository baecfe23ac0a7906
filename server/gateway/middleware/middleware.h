#pragma once

#include "server/gateway/route.h"

namespace hearth::server::gateway {

/// One concern of every request: it goes on with Exchange::proceed() or answers itself. Thread-safe.
class Middleware {
public:
    virtual ~Middleware() = default;
    virtual void run(const ExchangePtr &exchange) = 0;
};

}
