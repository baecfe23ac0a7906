#include "tests/server/auth/authworld.h"

#include <stdexcept>

namespace hearth::tests {

using namespace Qt::StringLiterals;
using namespace server::auth;
using server::Reply;
using shared::Error;
using shared::Result;
using shared::SessionId;

const QString AuthWorld::kPassword = u"correct horse"_s;

namespace {
const shared::DatabaseUrl &prepared(const shared::DatabaseUrl &url)
{
    const auto outcome = prepareAuthDatabase(url);
    if (!outcome)
        throw std::runtime_error(outcome.error().message.toStdString());
    return url;
}
}

RevocationLog::RevocationLog(server::AuthApi &api)
{
    m_subscription = api.watchRevocations({[seen = m_seen](const Revocation &revocation) {
                                               const std::lock_guard guard(seen->mutex);
                                               seen->sessions.append(
                                                   server::idFromBytes<SessionId>(revocation.session_id()));
                                           },
                                           [seen = m_seen](const Error &) {
                                               const std::lock_guard guard(seen->mutex);
                                               seen->ended = true;
                                           }});
}

bool RevocationLog::has(const SessionId &session) const
{
    const std::lock_guard guard(m_seen->mutex);
    return m_seen->sessions.contains(session);
}

int RevocationLog::size() const
{
    const std::lock_guard guard(m_seen->mutex);
    return static_cast<int>(m_seen->sessions.size());
}

bool RevocationLog::ended() const
{
    const std::lock_guard guard(m_seen->mutex);
    return m_seen->ended;
}

AuthWorld::AuthWorld(shared::Engine engine, AuthOptions options)
    : m_database(engine)
    , db(prepared(m_database.url()), {})
    , service(db, clock, std::move(options))
{
}

AuthOptions AuthWorld::cheapOptions()
{
    AuthOptions options;
    options.passwordCost = server::PasswordHasher::leastCost();
    return options;
}

std::unique_ptr<AuthService> AuthWorld::newInstance(const AuthOptions &options)
{
    return std::make_unique<AuthService>(db, clock, options);
}

Result<RegisterResponse> AuthWorld::registerUser(const QString &username, const QString &password)
{
    RegisterRequest request;
    request.set_username(username.toStdString());
    request.set_password(password.toStdString());
    return waitFor<RegisterResponse>([&](auto reply) { service.registerUser({}, request, reply); });
}

Result<TokenResponse> AuthWorld::login(const QString &username, const QString &password)
{
    LoginRequest request;
    request.set_username(username.toStdString());
    request.set_password(password.toStdString());
    request.set_device("a test\nwith two lines");
    return waitFor<TokenResponse>([&](auto reply) { service.login({}, request, reply); });
}

Result<TokenResponse> AuthWorld::refresh(const std::string &token)
{
    RefreshRequest request;
    request.set_refresh_token(token);
    return waitFor<TokenResponse>([&](auto reply) { service.refresh({}, request, reply); });
}

TokenResponse AuthWorld::newSession(const QString &username)
{
    (void)registerUser(username);
    const auto tokens = login(username);
    if (!tokens)
        throw std::runtime_error(tokens.error().message.toStdString());
    return *tokens;
}

server::CallContext AuthWorld::callOf(const TokenResponse &tokens)
{
    server::CallContext call;
    call.user = server::idFromBytes<shared::UserId>(tokens.user().id());
    call.username = server::fromUtf8(tokens.user().username());
    call.session = server::idFromBytes<SessionId>(tokens.session_id());
    return call;
}

server::PublicKeys AuthWorld::publishedKeys()
{
    const auto response = waitFor<PublicKeysResponse>([&](auto reply) { service.publicKeys({}, {}, reply); });
    server::PublicKeys keys;
    for (const PublicKey &key : response->keys())
        keys.insert(server::fromUtf8(key.kid()), QByteArray::fromStdString(key.key()));
    return keys;
}

}
