#pragma once

#include "server/platform/ratelimiter.h"
#include "shared/base/clock.h"

#include <array>
#include <memory>

namespace hearth::server {

/// A process's own windows. Bounded: beyond `maxKeys` the keys that were asked for the longest ago are
/// forgotten.
class MemoryRateLimiter final : public RateLimiter {
public:
    explicit MemoryRateLimiter(const shared::Clock &clock, int maxKeys = 100'000);
    ~MemoryRateLimiter() override;

    void take(const QByteArray &key, RateLimit limit, std::function<void(RateDecision)> reply) override;
    RateDecision take(const QByteArray &key, RateLimit limit);

private:
    struct Shard;
    static constexpr size_t kShards = 16;

    const shared::Clock &m_clock;
    const size_t m_maxKeysPerShard;
    std::array<std::unique_ptr<Shard>, kShards> m_shards;
};

}
