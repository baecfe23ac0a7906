#include "server/platform/redisratelimiter.h"

#include <algorithm>

namespace hearth::server {

namespace {

/// A list of the times (ms) of what was taken, oldest first, never longer than the limit.
constexpr char kScript[] = R"(
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local count, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local oldest = redis.call('LINDEX', KEYS[1], 0)
while oldest and (tonumber(oldest) <= now - window or tonumber(oldest) > now) do
  redis.call('LPOP', KEYS[1])
  oldest = redis.call('LINDEX', KEYS[1], 0)
end
local taken = redis.call('LLEN', KEYS[1])
local allowed = 0
if taken < count then
  redis.call('RPUSH', KEYS[1], string.format('%.0f', now))
  redis.call('PEXPIRE', KEYS[1], window)
  taken = taken + 1
  allowed = 1
end
return {allowed, math.max(0, count - taken), (oldest and tonumber(oldest) or now) + window - now}
)";

bool isDecision(const RedisReply &reply)
{
    return reply.type == RedisReply::Type::Array && reply.items.size() == 3
        && std::all_of(reply.items.begin(), reply.items.end(),
                       [](const RedisReply &item) { return item.type == RedisReply::Type::Integer; });
}

RateDecision toDecision(const RedisReply &reply)
{
    RateDecision decision;
    decision.allowed = reply.items[0].integer == 1;
    decision.remaining = int(reply.items[1].integer);
    decision.resetSeconds = int((reply.items[2].integer + 999) / 1000);
    decision.retryAfterSeconds = decision.allowed ? 0 : std::max(1, decision.resetSeconds);
    return decision;
}

}

RedisRateLimiter::RedisRateLimiter(RedisClient &redis, const shared::Clock &clock, Metrics &metrics)
    : m_redis(redis)
    , m_own(clock)
    , m_fallbacks(
          metrics.counter("hearth_ratelimit_fallback_total", "Rate limits that were decided without Redis"))
{
}

void RedisRateLimiter::take(const QByteArray &key, RateLimit limit, std::function<void(RateDecision)> reply)
{
    const QList<QByteArray> command{"EVAL",
                                    kScript,
                                    "1",
                                    "hearth:limit:" + key,
                                    QByteArray::number(limit.count),
                                    QByteArray::number(qint64(limit.seconds) * 1000)};
    m_redis.command(command, [this, key, limit, reply = std::move(reply)](const RedisReply &answer) {
        if (isDecision(answer))
            return reply(toDecision(answer));
        m_fallbacks.increment();
        reply(m_own.take(key, limit));
    });
}

}
