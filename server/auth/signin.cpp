#include "server/auth/signin.h"

#include "server/auth/departurestore.h"
#include "server/platform/dbexecutor.h"
#include "server/platform/sodium.h"
#include "server/proto/convert.h"
#include "shared/base/clock.h"
#include "shared/sql/transaction.h"

#include <QCryptographicHash>

namespace hearth::server::auth {

using namespace Qt::StringLiterals;
using shared::Database;
using shared::Error;
using shared::ErrorCode;
using shared::Result;
using shared::SessionId;
using shared::Transaction;
using shared::UserId;

namespace {
constexpr qsizetype kMaxUsernameLength = 256; // UTF-16 units; what is longer is nobody's name
constexpr qsizetype kMaxPasswordLength = 2048;
constexpr qsizetype kMaxDeviceLength = 200;
constexpr size_t kMaxRefreshToken = 100;
constexpr int kMaxSessions = 100;
constexpr auto kTokenText = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray hashOf(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

QString cleanDevice(const QString &text)
{
    QString device;
    for (const QChar c : text.left(kMaxDeviceLength)) {
        if (c.isPrint())
            device += c;
    }
    return device.trimmed();
}

shared::Outcome checkPresent(const LoginRequest &request)
{
    if (request.username().empty())
        return Error{ErrorCode::InvalidArgument, u"The username is missing."_s};
    if (request.password().empty())
        return Error{ErrorCode::InvalidArgument, u"The password is missing."_s};
    if (fromUtf8(request.password()).size() > kMaxPasswordLength)
        return Error{ErrorCode::InvalidArgument, u"The password is too long."_s};
    return shared::Done{};
}

Result<std::optional<UserRecord>> findByName(Database &database, const QString &username)
{
    if (username.size() > kMaxUsernameLength)
        return std::optional<UserRecord>();
    return UserStore(database).findByName(username);
}

// Whether the password that was verified is still the user's, who is not about to go; writes its hash of
// today's cost.
bool holdsStill(Database &database, const UserRecord &user, const Verdict &verdict)
{
    UserStore users(database);
    if (DepartureStore(database).has(user.id))
        return false;
    if (!verdict.renewed.isEmpty())
        return users.replacePasswordHash(user.id, user.passwordHash, verdict.renewed);
    const auto current = users.find(user.id);
    return current && current->passwordHash == user.passwordHash;
}
}

/// A session that was begun or prolonged, or the refusal after which sessions ended.
struct SignIn::Grant {
    std::optional<Error> refusal;
    UserRecord user;
    SessionRecord session;
    QByteArray refreshToken;
    SigningKey key;
    QList<EndedSession> ended;
};

void SignIn::login(const CallContext &call, const LoginRequest &request, Reply<TokenResponse> reply)
{
    if (const auto present = checkPresent(request); !present)
        return reply(present.error());
    const auto find = [username = fromUtf8(request.username())](Database &database) {
        return findByName(database, username);
    };
    const auto verify = [this, request, deadline = call.deadlineMs,
                         reply](const Result<std::optional<UserRecord>> &found) {
        if (!found)
            return reply(found.error());
        const UserRecord user = found->value_or(UserRecord());
        const auto verified = [this, user, device = fromUtf8(request.device()),
                               reply](const Result<Verdict> &verdict) {
            if (!verdict)
                return reply(verdict.error());
            if (!verdict->right)
                return reply(wrongCredentials());
            begin(user, *verdict, device, reply);
        };
        m_parts.passwords.verify(user.passwordHash, fromUtf8(request.password()), deadline, verified);
    };
    m_parts.db.read(find, verify);
}

void SignIn::begin(const UserRecord &user, const Verdict &verdict, const QString &device,
                   const Reply<TokenResponse> &reply)
{
    Grant grant;
    grant.user = user;
    grant.session = newSession(user, device);
    grant.refreshToken = randomBytes(32).toBase64(kTokenText);
    const auto job = [this, grant, verdict](Database &database) mutable -> Result<Grant> {
        grant.key = m_parts.keys.current(database);
        const SessionRecord &session = grant.session;
        Transaction transaction(database);
        if (!holdsStill(database, grant.user, verdict))
            return wrongCredentials();
        SessionStore store(database);
        store.purge(session.user, session.createdMs);
        store.insert(session);
        store.insertToken({hashOf(grant.refreshToken), session.id, session.createdMs, session.expiresMs});
        grant.ended = store.endBeyond(session.user, kMaxSessions, session.createdMs);
        transaction.commit();
        return grant;
    };
    m_parts.db.write(user.id.value, job, granting(reply));
}

void SignIn::refresh(const RefreshRequest &request, Reply<TokenResponse> reply)
{
    if (request.refresh_token().empty())
        return reply(Error{ErrorCode::InvalidArgument, u"The refresh token is missing."_s});
    if (request.refresh_token().size() > kMaxRefreshToken)
        return reply(sessionEnded());
    const QByteArray oldHash = hashOf(QByteArray::fromStdString(request.refresh_token()));
    const QByteArray newToken = randomBytes(32).toBase64(kTokenText);
    const qint64 now = m_parts.clock.nowMs();
    m_parts.db.write(
        QUuid::fromRfc4122(QByteArrayView(oldHash).first(16)),
        [this, oldHash, newToken, now](Database &database) {
            return rotate(database, oldHash, newToken, now);
        },
        granting(reply));
}

Result<SignIn::Grant> SignIn::rotate(Database &database, const QByteArray &oldHash,
                                     const QByteArray &newToken, qint64 now)
{
    Grant grant;
    grant.refreshToken = newToken;
    grant.key = m_parts.keys.current(database);
    const qint64 expires = now + lifetimeMs(m_parts.options.refreshLifetimeSeconds);
    const qint64 tokenExpires = now + lifetimeMs(m_parts.options.tokenLifetimeSeconds);
    Transaction transaction(database);
    SessionStore store(database);
    const auto used = store.useToken(oldHash, hashOf(newToken), now);
    const auto session = used ? store.prolong(*used, now, expires, tokenExpires) : std::nullopt;
    const auto user = session ? UserStore(database).find(session->user) : std::nullopt;
    if (user) {
        grant.session = *session;
        grant.user = *user;
        store.purgeTokens(session->id, now);
        store.insertToken({hashOf(newToken), session->id, now, expires});
    } else {
        // Somebody has a token that was used before: whoever it is, the session is no longer safe.
        grant.refusal = sessionEnded();
        const auto owner = store.sessionOfToken(oldHash);
        const auto ended = owner ? store.end(*owner, now) : std::nullopt;
        if (ended)
            grant.ended.append(*ended);
    }
    transaction.commit();
    return grant;
}

// What follows the commit: others hear of ended sessions, the caller gets its tokens.
Reply<SignIn::Grant> SignIn::granting(const Reply<TokenResponse> &reply)
{
    return [this, reply](const Result<Grant> &grant) {
        if (!grant)
            return reply(grant.error());
        m_parts.revocations.publish(grant->ended);
        if (grant->refusal)
            return reply(*grant->refusal);
        const AccessToken token{grant->user.id, grant->session.id, grant->user.username,
                                grant->session.lastUsedMs, grant->session.tokenExpiresMs};
        TokenResponse response;
        response.set_token(signToken(toClaims(token, m_parts.options.scope), grant->key).toStdString());
        response.set_refresh_token(grant->refreshToken.toStdString());
        response.set_expires_in(m_parts.options.tokenLifetimeSeconds);
        response.set_session_id(idBytes(grant->session.id));
        *response.mutable_user() = toProto(grant->user);
        reply(response);
    };
}

SessionRecord SignIn::newSession(const UserRecord &user, const QString &device) const
{
    SessionRecord session;
    session.id = shared::newId<SessionId>(m_parts.clock);
    session.user = user.id;
    session.device = cleanDevice(device);
    session.createdMs = m_parts.clock.nowMs();
    session.lastUsedMs = session.createdMs;
    session.expiresMs = session.createdMs + lifetimeMs(m_parts.options.refreshLifetimeSeconds);
    session.tokenExpiresMs = session.createdMs + lifetimeMs(m_parts.options.tokenLifetimeSeconds);
    return session;
}

void SignIn::logout(const CallContext &call, const LogoutRequest &request, Reply<Empty> reply)
{
    const auto named = idFromBytes<SessionId>(request.session_id());
    end(call, named.isNull() ? call.session : named, reply);
}

void SignIn::revoke(const CallContext &call, const RevokeSessionRequest &request, Reply<Empty> reply)
{
    end(call, idFromBytes<SessionId>(request.session_id()), reply);
}

void SignIn::end(const CallContext &call, const SessionId &session, const Reply<Empty> &reply)
{
    const auto job = [user = call.user, session,
                      now = m_parts.clock.nowMs()](Database &database) -> Result<EndedSession> {
        const auto ended = SessionStore(database).end(session, user, now);
        if (!ended)
            return Error{ErrorCode::NotFound, u"There is no such session."_s};
        return *ended;
    };
    m_parts.db.write(call.user.value, job, [this, reply](const Result<EndedSession> &ended) {
        if (!ended)
            return reply(ended.error());
        m_parts.revocations.publish({*ended});
        reply(Empty());
    });
}

void SignIn::sessions(const CallContext &call, Reply<SessionsResponse> reply)
{
    const auto job = [user = call.user,
                      now = m_parts.clock.nowMs()](Database &database) -> Result<SessionsResponse> {
        SessionsResponse response;
        for (const SessionRecord &session : SessionStore(database).live(user, now)) {
            Session &added = *response.add_sessions();
            added.set_id(idBytes(session.id));
            added.set_device(utf8(session.device));
            added.set_created_ms(session.createdMs);
            added.set_last_used_ms(session.lastUsedMs);
            added.set_expires_ms(session.expiresMs);
        }
        return response;
    };
    m_parts.db.read(job, reply);
}

void SignIn::publicKeys(Reply<PublicKeysResponse> reply)
{
    const auto job = [this](Database &database) -> Result<PublicKeysResponse> {
        PublicKeysResponse response;
        for (const SigningKey &key : m_parts.keys.published(database)) {
            PublicKey &added = *response.add_keys();
            added.set_kid(utf8(key.kid));
            added.set_key(key.publicKey.toStdString());
        }
        return response;
    };
    m_parts.db.write(QUuid(), job, reply);
}

}
