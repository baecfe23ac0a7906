#pragma once

#include <QByteArray>
#include <QStringView>

#include <functional>
#include <optional>

namespace hearth::server {

/// At most `count` in any window of `seconds`.
struct RateLimit {
    int count = 0;
    int seconds = 0;

    /// "5/60"; nothing for anything else, or for a count or time out of 1 to 1,000,000 and 1 to 86,400.
    static std::optional<RateLimit> parse(QStringView text);
    friend bool operator==(const RateLimit &, const RateLimit &) = default;
};

struct RateDecision {
    bool allowed = true;
    int remaining = 0; ///< how many more would be allowed now
    int resetSeconds = 0; ///< until the oldest one taken no longer counts; 0 where none counts
    int retryAfterSeconds = 0; ///< 0 where allowed
};

/// Exact sliding windows: what is refused does not count. Thread-safe, never blocks.
class RateLimiter {
public:
    virtual ~RateLimiter() = default;
    /// Takes one for `key` ("login:192.0.2.1"). The reply comes once, on any thread, possibly before take()
    /// returns.
    virtual void take(const QByteArray &key, RateLimit limit, std::function<void(RateDecision)> reply) = 0;
};

}
