#pragma once

#include "server/gateway/middleware/middleware.h"

namespace hearth::server::gateway {

/// Reads the JSON object of a route with Body::Object, whatever the Content-Type says.
class BodyParser final : public Middleware {
public:
    void run(const ExchangePtr &exchange) override;
};

}
