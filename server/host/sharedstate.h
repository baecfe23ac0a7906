#pragma once

#include "server/platform/bus.h"
#include "server/platform/config.h"
#include "server/platform/metrics.h"
#include "server/platform/onetimestore.h"
#include "server/platform/ratelimiter.h"
#include "shared/base/clock.h"

#include <memory>

namespace hearth::server::host {

/// What several gateways have in common: limits, bus and what is fetched once, in Redis where `redis` is set,
/// otherwise in memory.
class SharedState {
public:
    SharedState(const Config &config, const shared::Clock &clock, Metrics &metrics);
    ~SharedState();

    RateLimiter &limiter() const;
    Bus &bus() const;
    OneTimeStore &oneTimeStore() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}
