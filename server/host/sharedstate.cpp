#include "server/host/sharedstate.h"

#include "server/platform/memorybus.h"
#include "server/platform/memoryonetimestore.h"
#include "server/platform/memoryratelimiter.h"
#include "server/platform/redisbus.h"
#include "server/platform/redisonetimestore.h"
#include "server/platform/redisratelimiter.h"

using namespace Qt::StringLiterals;

namespace hearth::server::host {

struct SharedState::Parts {
    std::unique_ptr<RateLimiter> limiter;
    std::unique_ptr<OneTimeStore> once;
    std::unique_ptr<RedisClient> redis; ///< ends before the limiter, which its replies are for
    std::unique_ptr<Bus> bus;
    std::unique_ptr<Subscription> connected; ///< the metric of whether Redis is
};

SharedState::SharedState(const Config &config, const shared::Clock &clock, Metrics &metrics)
    : m_parts(std::make_unique<Parts>())
{
    if (config.isEmpty("redis"_L1)) {
        m_parts->limiter = std::make_unique<MemoryRateLimiter>(clock);
        m_parts->once = std::make_unique<MemoryOneTimeStore>(clock);
        m_parts->bus = std::make_unique<MemoryBus>();
        return;
    }
    const RedisAddress address = RedisAddress::fromUrl(config.text("redis"_L1));
    m_parts->redis = std::make_unique<RedisClient>(address);
    m_parts->connected = metrics.watchGauge("hearth_redis_up", "1 while Redis is connected", {},
                                            [this] { return m_parts->redis->isConnected() ? 1.0 : 0.0; });
    m_parts->limiter = std::make_unique<RedisRateLimiter>(*m_parts->redis, clock, metrics);
    m_parts->once = std::make_unique<RedisOneTimeStore>(*m_parts->redis);
    m_parts->bus = std::make_unique<RedisBus>(*m_parts->redis, address, metrics);
}

SharedState::~SharedState() = default;

RateLimiter &SharedState::limiter() const { return *m_parts->limiter; }

Bus &SharedState::bus() const { return *m_parts->bus; }

OneTimeStore &SharedState::oneTimeStore() const { return *m_parts->once; }

}
