#pragma once

#include "server/platform/memoryratelimiter.h"
#include "server/platform/metrics.h"
#include "server/platform/redisclient.h"

namespace hearth::server {

/// Windows that all gateways share, by Redis' clock. While Redis does not answer, this process's own windows
/// hold, so that limits stay limits; hearth_ratelimit_fallback_total counts it.
class RedisRateLimiter final : public RateLimiter {
public:
    RedisRateLimiter(RedisClient &redis, const shared::Clock &clock, Metrics &metrics);

    void take(const QByteArray &key, RateLimit limit, std::function<void(RateDecision)> reply) override;

private:
    RedisClient &m_redis;
    MemoryRateLimiter m_own;
    Counter m_fallbacks;
};

}
