#include "server/gateway/middleware/basicverifier.h"

#include "server/gateway/middleware/ratelimits.h"
#include "server/platform/sodium.h"
#include "server/proto/convert.h"
#include "shared/base/text.h"

#include <QMessageAuthenticationCode>
#include <QStringDecoder>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr qint64 kBelievedMs = 60'000;
constexpr qint64 kAskDeadlineMs = 5'000;
constexpr qsizetype kMaxRemembered = 20'000;
constexpr qsizetype kMaxWaiting = 10'000;

Error tlsRequired()
{
    return {ErrorCode::Forbidden, u"A password is accepted over HTTPS only, or from this machine itself."_s,
            u"tls_required"_s};
}

Error missing()
{
    return {ErrorCode::Unauthenticated, u"A username and an app password are needed."_s,
            u"credentials_missing"_s};
}

Error ended()
{
    return {ErrorCode::Unauthenticated, u"The app password has been taken back."_s, u"session_revoked"_s};
}

Error tooMany() { return {ErrorCode::Unavailable, u"Too many requests wait for the auth service."_s, {}, 1}; }
}

BasicVerifier::BasicVerifier(AuthApi &auth, std::shared_ptr<TokenVerifier> tokens, RateLimiter &limiter,
                             const GatewayOptions &options, const shared::Clock &clock)
    : m_auth(auth)
    , m_tokens(std::move(tokens))
    , m_limiter(limiter)
    , m_limited(options.limitsEnabled)
    , m_limit(options.appPasswordLimit)
    , m_clock(clock)
    , m_hashKey(randomBytes(32))
{
}

void BasicVerifier::verify(const HttpRequest &request, TokenVerifier::Verified reply)
{
    if (!request.secure && !request.peer.isLoopback())
        return reply(tlsRequired());
    const auto credentials = read(request.headers);
    if (!credentials)
        return reply(missing());
    const QByteArray address = addressKey(request.peer);
    const QByteArray key = keyOf(address, *credentials);
    if (const auto known = remembered(key)) {
        if (m_tokens->isRevoked(known->session))
            return reply(ended());
        return reply(*known);
    }
    switch (join(key, reply)) {
    case Place::First:
        return takeAndAsk(key, address, *credentials, request.requestId);
    case Place::Follower:
        return;
    case Place::None:
        return reply(tooMany());
    }
}

std::optional<BasicVerifier::Credentials> BasicVerifier::read(const HttpHeaders &headers)
{
    constexpr QByteArrayView scheme = "Basic ";
    const QByteArrayView value = headers.value("Authorization");
    if (value.size() <= scheme.size() || !equalsIgnoringCase(value.first(scheme.size()), scheme))
        return std::nullopt;
    const auto decoded = QByteArray::fromBase64Encoding(value.sliced(scheme.size()).trimmed().toByteArray(),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = utf8(*decoded);
    const qsizetype colon = text.indexOf(u':');
    if (!decoded || utf8.hasError() || colon <= 0)
        return std::nullopt;
    return Credentials{text.first(colon), text.sliced(colon + 1)};
}

QByteArray BasicVerifier::keyOf(const QByteArray &address, const Credentials &credentials) const
{
    const QByteArray text = address + '\0' + shared::foldedKey(credentials.username).toUtf8() + '\0'
        + credentials.password.toUtf8();
    return QMessageAuthenticationCode::hash(text, m_hashKey, QCryptographicHash::Sha256);
}

std::optional<AccessToken> BasicVerifier::remembered(const QByteArray &key)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_good.constFind(key);
    if (found == m_good.constEnd() || found->expiresMs <= m_clock.nowMs())
        return std::nullopt;
    return *found;
}

void BasicVerifier::remember(const QByteArray &key, const AccessToken &access)
{
    const std::lock_guard lock(m_mutex);
    if (m_good.size() >= kMaxRemembered)
        m_good.removeIf([now = m_clock.nowMs()](auto each) { return each.value().expiresMs <= now; });
    if (m_good.size() >= kMaxRemembered)
        m_good.erase(m_good.cbegin()); // in hash order, which is as good as any: all are alive
    m_good.insert(key, access);
}

BasicVerifier::Place BasicVerifier::join(const QByteArray &key, const TokenVerifier::Verified &reply)
{
    const std::lock_guard lock(m_mutex);
    if (m_waiters >= kMaxWaiting)
        return Place::None;
    auto &waiting = m_waiting[key];
    waiting.push_back(reply);
    ++m_waiters;
    return waiting.size() == 1 ? Place::First : Place::Follower;
}

void BasicVerifier::takeAndAsk(const QByteArray &key, const QByteArray &address,
                               const Credentials &credentials, const QByteArray &requestId)
{
    if (!m_limited)
        return ask(key, credentials, requestId);
    // Hashed: a name may be long, and is nobody's business.
    const QByteArray name = QMessageAuthenticationCode::hash(shared::foldedKey(credentials.username).toUtf8(),
                                                             QByteArray(), QCryptographicHash::Sha256);
    m_limiter.take("app_password:" + address + ':' + name.toBase64(QByteArray::OmitTrailingEquals), m_limit,
                   [self = shared_from_this(), key, credentials, requestId](RateDecision decision) {
                       if (!decision.allowed)
                           return self->finish(key, rateLimited(decision));
                       self->ask(key, credentials, requestId);
                   });
}

void BasicVerifier::ask(const QByteArray &key, const Credentials &credentials, const QByteArray &requestId)
{
    auth::VerifyAppPasswordRequest request;
    request.set_username(utf8(credentials.username));
    request.set_password(utf8(credentials.password));
    CallContext call;
    call.requestId = requestId;
    call.deadlineMs = m_clock.nowMs() + kAskDeadlineMs;
    m_auth.verifyAppPassword(
        call, request,
        [self = shared_from_this(), key](shared::Result<auth::VerifyAppPasswordResponse> result) {
            self->answered(key, result);
        });
}

void BasicVerifier::answered(const QByteArray &key, const Result<auth::VerifyAppPasswordResponse> &result)
{
    if (!result)
        return finish(key, result.error());
    const qint64 now = m_clock.nowMs();
    const AccessToken access{idFromBytes<shared::UserId>(result->user().id()),
                             idFromBytes<shared::SessionId>(result->app_password_id()),
                             fromUtf8(result->user().username()), now, now + kBelievedMs};
    // It may have been taken back after it was looked up.
    if (m_tokens->isRevoked(access.session))
        return finish(key, ended());
    remember(key, access);
    finish(key, access);
}

void BasicVerifier::finish(const QByteArray &key, const Result<AccessToken> &result)
{
    std::vector<TokenVerifier::Verified> waiting;
    {
        const std::lock_guard lock(m_mutex);
        waiting = m_waiting.take(key);
        m_waiters -= qsizetype(waiting.size());
    }
    for (const auto &reply : waiting)
        reply(result);
}

}
