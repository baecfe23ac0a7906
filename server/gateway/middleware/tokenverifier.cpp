#include "server/gateway/middleware/tokenverifier.h"

#include "server/platform/logging.h"

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr qint64 kKeysAgeMs = 600'000; // a key that was taken back is refused after this at the latest
constexpr qint64 kAskSpacingMs = 1'000;
constexpr qint64 kSweepMs = 60'000;
constexpr qint64 kKeysDeadlineMs = 5'000;
constexpr size_t kMaxWaiting = 10'000;

PublicKeys keysOf(const auth::PublicKeysResponse &response)
{
    PublicKeys keys;
    for (const auth::PublicKey &key : response.keys())
        keys.insert(QString::fromStdString(key.kid()), QByteArray::fromStdString(key.key()));
    return keys;
}
}

TokenVerifier::TokenVerifier(AuthApi &auth, const shared::Clock &clock, TokenScope scope, int cacheSize)
    : m_auth(auth)
    , m_clock(clock)
    , m_scope(std::move(scope))
    , m_cacheSize(cacheSize)
{
}

void TokenVerifier::verify(const QByteArray &token, Verified reply)
{
    if (const auto known = remembered(token)) {
        ++m_hits;
        return reply(accept(*known));
    }
    ++m_misses;
    const qint64 now = m_clock.nowMs();
    PublicKeys keys;
    bool mayAsk = false;
    bool isOld = false;
    {
        const std::lock_guard lock(m_mutex);
        keys = m_keys;
        isOld = m_keysMs == 0 || now - m_keysMs > kKeysAgeMs;
        // The clock may have been set back since.
        mayAsk = m_asking || m_askedMs == 0 || now < m_askedMs || now - m_askedMs >= kAskSpacingMs;
    }
    auto result = check(token, keys);
    const bool unknownKey = !result && result.error().reason == "unknown_key"_L1;
    if ((unknownKey || isOld) && mayAsk)
        return wait(token, std::move(reply));
    if (isOld)
        return reply(Error{ErrorCode::Unavailable, u"Tokens can't be checked now; try again."_s, {}, 1});
    reply(std::move(result));
}

Result<AccessToken> TokenVerifier::check(const QByteArray &token, const PublicKeys &keys)
{
    const auto claims = verifyToken(token, keys);
    if (!claims)
        return claims.error();
    auto access = accessTokenFromClaims(*claims, m_scope, m_clock.nowMs());
    if (!access)
        return access;
    remember(token, *access);
    return accept(*access);
}

Result<AccessToken> TokenVerifier::accept(const AccessToken &token) const
{
    if (token.expiresMs <= m_clock.nowMs())
        return Error{ErrorCode::Unauthenticated, u"The token has ended."_s, u"token_expired"_s};
    if (isRevoked(token.session))
        return Error{ErrorCode::Unauthenticated, u"The session has ended; log in again."_s,
                     u"session_revoked"_s};
    return token;
}

std::optional<AccessToken> TokenVerifier::remembered(const QByteArray &token)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_good.constFind(token);
    // Keys that are too old have to be looked at first: the token's may have been taken back.
    if (found == m_good.constEnd() || m_clock.nowMs() - m_keysMs > kKeysAgeMs)
        return std::nullopt;
    return *found;
}

void TokenVerifier::remember(const QByteArray &token, const AccessToken &access)
{
    const std::lock_guard lock(m_mutex);
    forgetEnded(m_clock.nowMs());
    if (m_good.size() >= m_cacheSize && !m_good.isEmpty())
        m_good.erase(m_good.cbegin()); // in hash order, which is as good as any: all are alive
    if (m_cacheSize > 0)
        m_good.insert(token, access);
}

void TokenVerifier::forgetEnded(qint64 now)
{
    if (now - m_sweptMs < kSweepMs)
        return;
    m_sweptMs = now;
    m_good.removeIf([now](auto each) { return each.value().expiresMs <= now; });
    m_revoked.removeIf([now](auto each) { return each.value() <= now; });
}

void TokenVerifier::wait(const QByteArray &token, Verified reply)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_waiting.size() < kMaxWaiting) {
            m_waiting.push_back({token, std::move(reply)});
            reply = nullptr;
        }
    }
    if (reply)
        return reply(Error{ErrorCode::Unavailable, u"Too many requests wait for the token keys."_s, {}, 1});
    fetchKeys();
}

void TokenVerifier::fetchKeys()
{
    CallContext call;
    {
        const std::lock_guard lock(m_mutex);
        if (m_asking)
            return;
        m_asking = true;
        m_askedMs = m_clock.nowMs();
        call.deadlineMs = m_askedMs + kKeysDeadlineMs;
    }
    m_auth.publicKeys(call, {}, [self = shared_from_this()](Result<auth::PublicKeysResponse> result) {
        self->keysArrived(result);
    });
}

void TokenVerifier::keysArrived(const Result<auth::PublicKeysResponse> &result)
{
    std::vector<Waiting> waiting;
    PublicKeys keys;
    {
        const std::lock_guard lock(m_mutex);
        m_asking = false;
        waiting.swap(m_waiting);
        if (result) {
            const PublicKeys fresh = keysOf(*result);
            if (fresh != m_keys)
                m_good.clear();
            m_keys = fresh;
            m_keysMs = m_clock.nowMs();
        }
        keys = m_keys;
    }
    if (!result)
        logWarning(lcGateway(), u"The token keys can't be had"_s, {{"error", result.error().message}});
    for (const Waiting &each : waiting) {
        if (result)
            each.reply(check(each.token, keys));
        else
            each.reply(Error{ErrorCode::Unavailable, u"Tokens can't be checked now; try again."_s, {}, 1});
    }
}

void TokenVerifier::revoke(shared::SessionId session, qint64 untilMs)
{
    const std::lock_guard lock(m_mutex);
    forgetEnded(m_clock.nowMs());
    m_revoked.insert(session, untilMs);
}

bool TokenVerifier::isRevoked(shared::SessionId session) const
{
    const std::lock_guard lock(m_mutex);
    return m_revoked.contains(session);
}

bool TokenVerifier::hasKeys() const
{
    const std::lock_guard lock(m_mutex);
    return m_keysMs != 0;
}

}
