#pragma once

#include "server/gateway/gatewayoptions.h"
#include "server/gateway/http/httprequest.h"
#include "server/gateway/middleware/tokenverifier.h"

#include <QHash>

#include <memory>
#include <mutex>
#include <vector>

namespace hearth::server::gateway {

/// Checks "Authorization: Basic" (RFC 7617) of programs that know nothing of tokens: a username and an app
/// password, never the account's own password. The caller it answers has the app password's id as its
/// session, so that a revoked one ends like a session, and ends by itself a minute later.
///
/// A password that was found good is believed, from the same address, for that minute; neither it nor a wrong
/// one is kept, only a keyed hash. What has to be asked for counts against GatewayOptions::appPasswordLimit
/// for the client's address and the username. Thread-safe.
class BasicVerifier : public std::enable_shared_from_this<BasicVerifier> {
public:
    BasicVerifier(AuthApi &auth, std::shared_ptr<TokenVerifier> tokens, RateLimiter &limiter,
                  const GatewayOptions &options, const shared::Clock &clock);

    /// The reply comes once, at once or on any thread. Forbidden with reason "tls_required" for what came
    /// neither over TLS nor from this machine, with credentials or without, so that none are asked for there;
    /// Unauthenticated for missing, malformed and wrong ones; RateLimited.
    void verify(const HttpRequest &request, TokenVerifier::Verified reply);

private:
    struct Credentials {
        QString username;
        QString password;
    };
    static std::optional<Credentials> read(const HttpHeaders &headers);
    QByteArray keyOf(const QByteArray &address, const Credentials &credentials) const;

    std::optional<AccessToken> remembered(const QByteArray &key);
    void remember(const QByteArray &key, const AccessToken &access);
    /// Whether it is the first with this key, which then asks for all.
    enum class Place { First, Follower, None };
    Place join(const QByteArray &key, const TokenVerifier::Verified &reply);
    void takeAndAsk(const QByteArray &key, const QByteArray &address, const Credentials &credentials,
                    const QByteArray &requestId);
    void ask(const QByteArray &key, const Credentials &credentials, const QByteArray &requestId);
    void answered(const QByteArray &key, const shared::Result<auth::VerifyAppPasswordResponse> &result);
    void finish(const QByteArray &key, const shared::Result<AccessToken> &result);

    AuthApi &m_auth;
    const std::shared_ptr<TokenVerifier> m_tokens; ///< knows what has been revoked
    RateLimiter &m_limiter;
    const bool m_limited;
    const RateLimit m_limit;
    const shared::Clock &m_clock;
    const QByteArray m_hashKey;

    std::mutex m_mutex;
    QHash<QByteArray, AccessToken> m_good;
    QHash<QByteArray, std::vector<TokenVerifier::Verified>> m_waiting;
    qsizetype m_waiters = 0;
};

}
