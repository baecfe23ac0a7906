#pragma once

#include "server/platform/onetimestore.h"
#include "server/platform/redisclient.h"

namespace hearth::server {

/// In Redis, so that it does not matter which gateway is asked. Unavailable while Redis does not answer.
class RedisOneTimeStore final : public OneTimeStore {
public:
    explicit RedisOneTimeStore(RedisClient &redis);

    void put(const QByteArray &key, const QByteArray &value, std::chrono::seconds lifetime,
             std::function<void(shared::Outcome)> reply) override;
    void look(const QByteArray &key, std::function<void(shared::Outcome)> reply) override;
    void take(const QByteArray &key, std::function<void(shared::Result<QByteArray>)> reply) override;

private:
    RedisClient &m_redis;
};

}
