#pragma once

#include "server/platform/accesstoken.h"
#include "server/platform/jws.h"
#include "server/proto/authapi.h"
#include "shared/base/clock.h"

#include <QHash>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace hearth::server::gateway {

/// Checks tokens against the auth service's published keys and the sessions that have been revoked. Keys are
/// kept, and asked for anew when they are old or a token names an unknown one, at most once a second. Tokens
/// that were found good are remembered until they end. Thread-safe.
class TokenVerifier : public std::enable_shared_from_this<TokenVerifier> {
public:
    TokenVerifier(AuthApi &auth, const shared::Clock &clock, TokenScope scope, int cacheSize);

    /// The reply comes once, at once where the key is known, otherwise on any thread. Unauthenticated for a
    /// token that does not count, Unavailable where the keys can't be had.
    using Verified = std::function<void(shared::Result<AccessToken>)>;
    void verify(const QByteArray &token, Verified reply);

    /// Its tokens no longer count; remembered until `untilMs`.
    void revoke(shared::SessionId session, qint64 untilMs);
    bool isRevoked(shared::SessionId session) const;

    /// Asks for the keys, so that the first request needn't wait.
    void fetchKeys();
    bool hasKeys() const;

    /// Tokens that were remembered, and those that were not: for metrics.
    quint64 cacheHits() const { return m_hits; }
    quint64 cacheMisses() const { return m_misses; }

private:
    struct Waiting {
        QByteArray token;
        Verified reply;
    };
    shared::Result<AccessToken> check(const QByteArray &token, const PublicKeys &keys);
    shared::Result<AccessToken> accept(const AccessToken &token) const;
    std::optional<AccessToken> remembered(const QByteArray &token);
    void remember(const QByteArray &token, const AccessToken &access);
    void wait(const QByteArray &token, Verified reply);
    void keysArrived(const shared::Result<auth::PublicKeysResponse> &result);
    void forgetEnded(qint64 now);

    AuthApi &m_auth;
    const shared::Clock &m_clock;
    const TokenScope m_scope;
    const int m_cacheSize;

    mutable std::mutex m_mutex;
    PublicKeys m_keys;
    qint64 m_keysMs = 0; ///< when they came
    qint64 m_askedMs = 0;
    bool m_asking = false;
    std::vector<Waiting> m_waiting;
    QHash<QByteArray, AccessToken> m_good;
    QHash<shared::SessionId, qint64> m_revoked;
    qint64 m_sweptMs = 0;
    std::atomic<quint64> m_hits{0};
    std::atomic<quint64> m_misses{0};
};

}
