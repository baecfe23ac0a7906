#include "server/platform/memoryratelimiter.h"

#include <QHashFunctions>

#include <algorithm>
#include <deque>
#include <list>
#include <mutex>
#include <unordered_map>

namespace hearth::server {

std::optional<RateLimit> RateLimit::parse(QStringView text)
{
    const qsizetype slash = text.indexOf(u'/');
    if (slash < 0)
        return std::nullopt;
    bool countOk = false;
    bool secondsOk = false;
    const RateLimit limit{text.first(slash).toInt(&countOk), text.sliced(slash + 1).toInt(&secondsOk)};
    const bool inBounds =
        limit.count >= 1 && limit.count <= 1'000'000 && limit.seconds >= 1 && limit.seconds <= 86'400;
    return countOk && secondsOk && inBounds ? std::optional(limit) : std::nullopt;
}

struct MemoryRateLimiter::Shard {
    struct Window {
        QByteArray key;
        std::deque<qint64> taken; ///< ms, oldest first
    };
    std::mutex mutex;
    std::list<Window> windows; ///< the one asked for last is in front
    std::unordered_map<QByteArray, std::list<Window>::iterator> byKey;

    Window &find(const QByteArray &key, size_t maxKeys)
    {
        if (const auto it = byKey.find(key); it != byKey.end()) {
            windows.splice(windows.begin(), windows, it->second);
            return windows.front();
        }
        if (windows.size() >= maxKeys) {
            byKey.erase(windows.back().key);
            windows.pop_back();
        }
        windows.push_front({key, {}});
        byKey.emplace(key, windows.begin());
        return windows.front();
    }
};

MemoryRateLimiter::MemoryRateLimiter(const shared::Clock &clock, int maxKeys)
    : m_clock(clock)
    , m_maxKeysPerShard(std::max<size_t>(1, size_t(maxKeys) / kShards))
{
    for (auto &shard : m_shards)
        shard = std::make_unique<Shard>();
}

MemoryRateLimiter::~MemoryRateLimiter() = default;

void MemoryRateLimiter::take(const QByteArray &key, RateLimit limit, std::function<void(RateDecision)> reply)
{
    reply(take(key, limit));
}

RateDecision MemoryRateLimiter::take(const QByteArray &key, RateLimit limit)
{
    Shard &shard = *m_shards[qHash(key) % kShards];
    const qint64 now = m_clock.nowMs();
    const qint64 windowMs = qint64(limit.seconds) * 1000;
    const std::lock_guard lock(shard.mutex);
    std::deque<qint64> &taken = shard.find(key, m_maxKeysPerShard).taken;
    while (!taken.empty() && (taken.front() <= now - windowMs || taken.front() > now))
        taken.pop_front(); // over, or from before the clock was set back

    RateDecision decision;
    decision.allowed = taken.size() < size_t(limit.count);
    if (decision.allowed)
        taken.push_back(now);
    decision.remaining = std::max(0, limit.count - int(taken.size()));
    decision.resetSeconds = int((taken.front() + windowMs - now + 999) / 1000);
    decision.retryAfterSeconds = decision.allowed ? 0 : std::max(1, decision.resetSeconds);
    return decision;
}

}
