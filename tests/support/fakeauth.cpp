#include "tests/support/fakeauth.h"

#include "server/proto/convert.h"
#include "shared/base/text.h"

namespace hearth::tests {

using namespace Qt::StringLiterals;
using namespace hearth::server;
using shared::Error;
using shared::ErrorCode;

FakeAuth::FakeAuth(const shared::Clock &clock)
    : m_clock(clock)
    , m_keys{newSigningKey()}
{
}

shared::UserId FakeAuth::addUser(const QString &username, const QString &password)
{
    const std::lock_guard lock(m_mutex);
    User user;
    const auto id = shared::newId<shared::UserId>(m_clock);
    user.profile.set_id(idBytes(id));
    user.profile.set_username(utf8(username));
    user.profile.set_display_name(utf8(username));
    user.profile.set_time_zone("UTC");
    user.profile.set_created_ms(m_clock.nowMs());
    user.profile.set_version(1);
    user.password = password;
    m_users.insert(shared::foldedKey(username), user);
    return id;
}

shared::UserId FakeAuth::idOf(const QString &username) const
{
    const std::lock_guard lock(m_mutex);
    return idFromBytes<shared::UserId>(m_users.value(shared::foldedKey(username)).profile.id());
}

FakeAuth::User *FakeAuth::find(const QString &username)
{
    const auto found = m_users.find(shared::foldedKey(username));
    return found == m_users.end() ? nullptr : &*found;
}

FakeAuth::User *FakeAuth::find(shared::UserId id)
{
    for (User &user : m_users)
        if (user.profile.id() == idBytes(id))
            return &user;
    return nullptr;
}

QByteArray FakeAuth::newToken(const User &user, qint64 lifetimeMs)
{
    const auto session = shared::newId<shared::SessionId>(m_clock);
    const AccessToken access{idFromBytes<shared::UserId>(user.profile.id()), session,
                             fromUtf8(user.profile.username()), m_clock.nowMs(),
                             m_clock.nowMs() + lifetimeMs};
    const QByteArray text = signToken(toClaims(access, {}), m_keys.last());
    m_sessions.insert(session, fromUtf8(user.profile.username()));
    m_sessionOfToken.insert(text, session);
    return text;
}

QByteArray FakeAuth::token(const QString &username, qint64 lifetimeMs)
{
    const std::lock_guard lock(m_mutex);
    return newToken(*find(username), lifetimeMs);
}

QByteArray FakeAuth::token(const AccessToken &access) const
{
    const std::lock_guard lock(m_mutex);
    return signToken(toClaims(access, {}), m_keys.last());
}

shared::SessionId FakeAuth::sessionOf(const QByteArray &text) const
{
    const std::lock_guard lock(m_mutex);
    return m_sessionOfToken.value(text);
}

void FakeAuth::failWith(std::optional<Error> error)
{
    const std::lock_guard lock(m_mutex);
    m_failure = std::move(error);
}

void FakeAuth::rotateKeys()
{
    const std::lock_guard lock(m_mutex);
    m_keys.append(newSigningKey());
}

void FakeAuth::revoke(shared::SessionId session, qint64 untilMs)
{
    auth::Revocation revocation;
    revocation.set_session_id(idBytes(session));
    revocation.set_token_expires_ms(untilMs);
    {
        const std::lock_guard lock(m_mutex);
        m_sessions.remove(session);
        m_revocations.append(revocation);
    }
    m_stream.send(revocation);
}

void FakeAuth::endStreams() { m_stream.end({ErrorCode::Unavailable, u"The auth service is away."_s}); }

CallContext FakeAuth::lastCall() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastCall;
}

template <class Response> bool FakeAuth::begin(const CallContext &call, const Reply<Response> &reply)
{
    std::optional<Error> failure;
    {
        const std::lock_guard lock(m_mutex);
        m_lastCall = call;
        failure = m_failure;
        if (m_silent)
            m_unanswered.push_back(std::make_shared<Reply<Response>>(reply));
    }
    if (m_silent)
        return false;
    if (failure)
        reply(*failure);
    return !failure;
}

void FakeAuth::registerUser(const CallContext &call, const auth::RegisterRequest &request,
                            Reply<auth::RegisterResponse> reply)
{
    if (!begin(call, reply))
        return;
    const auto username = shared::parseUsername(fromUtf8(request.username()));
    if (!username)
        return reply(username.error());
    if (const auto password = shared::checkPassword(fromUtf8(request.password())); !password)
        return reply(password.error());
    if (!idOf(*username).isNull())
        return reply(Error{ErrorCode::Conflict, u"The username exists already."_s, u"username_taken"_s});
    addUser(*username, fromUtf8(request.password()));
    auth::RegisterResponse response;
    {
        const std::lock_guard lock(m_mutex);
        *response.mutable_user() = find(*username)->profile;
    }
    reply(response);
}

auth::TokenResponse FakeAuth::tokens(const User &user)
{
    auth::TokenResponse response;
    const QByteArray token = newToken(user, 900'000);
    const QString refresh = u"refresh-%1"_s.arg(++m_refreshes);
    m_refresh.insert(refresh, fromUtf8(user.profile.username()));
    response.set_token(token.toStdString());
    response.set_refresh_token(utf8(refresh));
    response.set_expires_in(900);
    *response.mutable_user() = user.profile;
    response.set_session_id(idBytes(m_sessionOfToken.value(token)));
    return response;
}

void FakeAuth::login(const CallContext &call, const auth::LoginRequest &request,
                     Reply<auth::TokenResponse> reply)
{
    if (!begin(call, reply))
        return;
    shared::Result<auth::TokenResponse> result =
        Error{ErrorCode::Unauthenticated, u"Wrong username or password."_s, u"wrong_credentials"_s};
    {
        const std::lock_guard lock(m_mutex);
        const User *user = find(fromUtf8(request.username()));
        if (user && user->password == fromUtf8(request.password()))
            result = tokens(*user);
    }
    reply(result);
}

void FakeAuth::refresh(const CallContext &call, const auth::RefreshRequest &request,
                       Reply<auth::TokenResponse> reply)
{
    if (!begin(call, reply))
        return;
    shared::Result<auth::TokenResponse> result =
        Error{ErrorCode::Unauthenticated, u"The refresh token does not count."_s};
    {
        const std::lock_guard lock(m_mutex);
        const QString username = m_refresh.take(fromUtf8(request.refresh_token()));
        if (const User *user = find(username))
            result = tokens(*user);
    }
    reply(result);
}

void FakeAuth::logout(const CallContext &call, const auth::LogoutRequest &request, Reply<auth::Empty> reply)
{
    if (!begin(call, reply))
        return;
    revoke(idFromBytes<shared::SessionId>(request.session_id()), m_clock.nowMs() + 900'000);
    reply(auth::Empty());
}

void FakeAuth::status(const CallContext &call, const auth::Empty &, Reply<auth::Empty> reply)
{
    if (begin(call, reply))
        reply(auth::Empty());
}

void FakeAuth::publicKeys(const CallContext &call, const auth::Empty &, Reply<auth::PublicKeysResponse> reply)
{
    ++m_keyRequests;
    if (!begin(call, reply))
        return;
    auth::PublicKeysResponse response;
    {
        const std::lock_guard lock(m_mutex);
        for (const SigningKey &key : std::as_const(m_keys)) {
            auth::PublicKey &added = *response.add_keys();
            added.set_kid(utf8(key.kid));
            added.set_key(key.publicKey.toStdString());
        }
    }
    reply(response);
}

void FakeAuth::me(const CallContext &call, const auth::Empty &, Reply<auth::User> reply)
{
    if (!begin(call, reply))
        return;
    auth::User profile;
    {
        const std::lock_guard lock(m_mutex);
        profile = find(call.user)->profile;
    }
    reply(profile);
}

void FakeAuth::updateMe(const CallContext &call, const auth::UpdateMeRequest &request,
                        Reply<auth::User> reply)
{
    if (!begin(call, reply))
        return;
    auth::User profile;
    {
        const std::lock_guard lock(m_mutex);
        auth::User &kept = find(call.user)->profile;
        if (request.if_version() != 0 && request.if_version() != kept.version()) {
            profile.set_version(-1);
        } else {
            if (request.has_display_name())
                kept.set_display_name(request.display_name());
            if (request.has_colour())
                kept.set_colour(request.colour());
            kept.set_version(kept.version() + 1);
            profile = kept;
        }
    }
    if (profile.version() < 0)
        return reply(Error{ErrorCode::PreconditionFailed, u"The profile has been changed."_s});
    reply(profile);
}

void FakeAuth::changePassword(const CallContext &call, const auth::ChangePasswordRequest &request,
                              Reply<auth::Empty> reply)
{
    if (!begin(call, reply))
        return;
    bool right = false;
    {
        const std::lock_guard lock(m_mutex);
        User &user = *find(call.user);
        right = user.password == fromUtf8(request.old_password());
        if (right)
            user.password = fromUtf8(request.new_password());
    }
    if (!right)
        return reply(Error{ErrorCode::Forbidden, u"The old password is wrong."_s, u"wrong_password"_s});
    reply(auth::Empty());
}

void FakeAuth::sessions(const CallContext &call, const auth::Empty &, Reply<auth::SessionsResponse> reply)
{
    if (!begin(call, reply))
        return;
    auth::SessionsResponse response;
    {
        const std::lock_guard lock(m_mutex);
        for (auto each = m_sessions.cbegin(); each != m_sessions.cend(); ++each)
            if (each.value() == call.username)
                response.add_sessions()->set_id(idBytes(each.key()));
    }
    reply(response);
}

void FakeAuth::revokeSession(const CallContext &call, const auth::RevokeSessionRequest &request,
                             Reply<auth::Empty> reply)
{
    if (!begin(call, reply))
        return;
    const auto session = idFromBytes<shared::SessionId>(request.session_id());
    bool known = false;
    {
        const std::lock_guard lock(m_mutex);
        known = m_sessions.value(session) == call.username;
    }
    if (!known)
        return reply(Error{ErrorCode::NotFound, u"There is no such session."_s});
    revoke(session, m_clock.nowMs() + 900'000);
    reply(auth::Empty());
}

void FakeAuth::users(const CallContext &call, const auth::UsersRequest &request,
                     Reply<auth::UsersResponse> reply)
{
    if (!begin(call, reply))
        return;
    auth::UsersResponse response;
    {
        const std::lock_guard lock(m_mutex);
        for (const std::string &id : request.user_ids())
            if (const User *user = find(idFromBytes<shared::UserId>(id)))
                *response.add_users() = user->profile;
        for (const std::string &name : request.usernames())
            if (const User *user = find(fromUtf8(name)))
                *response.add_users() = user->profile;
    }
    reply(response);
}

void FakeAuth::addParticipants(const CallContext &call, const auth::AddParticipantsRequest &,
                               Reply<auth::Empty> reply)
{
    if (begin(call, reply))
        reply(auth::Empty());
}

void FakeAuth::removeParticipants(const CallContext &call, const auth::ParticipantsChange &,
                                  Reply<auth::Empty> reply)
{
    if (begin(call, reply))
        reply(auth::Empty());
}

void FakeAuth::deleteParticipants(const CallContext &call, const auth::DeleteParticipantsRequest &,
                                  Reply<auth::Empty> reply)
{
    if (begin(call, reply))
        reply(auth::Empty());
}

void FakeAuth::participants(const CallContext &call, const auth::ParticipantsRequest &,
                            Reply<auth::ParticipantsResponse> reply)
{
    if (begin(call, reply))
        reply(auth::ParticipantsResponse());
}

FakeAuth::AppPassword FakeAuth::newAppPassword(const QString &user, const std::string &name)
{
    AppPassword password;
    const auto id = shared::newId<shared::SessionId>(m_clock);
    password.shown.set_id(idBytes(id));
    password.shown.set_name(name);
    password.shown.set_created_ms(m_clock.nowMs());
    password.secret = u"secret-%1"_s.arg(m_appPasswords.size() + 1);
    password.user = shared::foldedKey(user);
    m_appPasswords.insert(id, password);
    return password;
}

QString FakeAuth::addAppPassword(const QString &username, const QString &name)
{
    const std::lock_guard lock(m_mutex);
    return newAppPassword(username, utf8(name)).secret;
}

void FakeAuth::createAppPassword(const CallContext &call, const auth::CreateAppPasswordRequest &request,
                                 Reply<auth::CreateAppPasswordResponse> reply)
{
    if (!begin(call, reply))
        return;
    auth::CreateAppPasswordResponse response;
    {
        const std::lock_guard lock(m_mutex);
        const AppPassword made = newAppPassword(call.username, request.name());
        *response.mutable_app_password() = made.shown;
        response.set_password(utf8(made.secret));
    }
    reply(response);
}

void FakeAuth::appPasswords(const CallContext &call, const auth::Empty &,
                            Reply<auth::AppPasswordsResponse> reply)
{
    if (!begin(call, reply))
        return;
    auth::AppPasswordsResponse response;
    {
        const std::lock_guard lock(m_mutex);
        for (const AppPassword &each : std::as_const(m_appPasswords))
            if (each.user == shared::foldedKey(call.username))
                *response.add_app_passwords() = each.shown;
    }
    reply(response);
}

void FakeAuth::revokeAppPassword(const CallContext &call, const auth::RevokeAppPasswordRequest &request,
                                 Reply<auth::Empty> reply)
{
    if (!begin(call, reply))
        return;
    const auto id = idFromBytes<shared::SessionId>(request.id());
    bool known = false;
    {
        const std::lock_guard lock(m_mutex);
        known = m_appPasswords.contains(id) && m_appPasswords[id].user == shared::foldedKey(call.username);
        if (known)
            m_appPasswords.remove(id);
    }
    if (!known)
        return reply(Error{ErrorCode::NotFound, u"There is no such app password."_s});
    revoke(id, m_clock.nowMs() + 600'000);
    reply(auth::Empty());
}

void FakeAuth::verifyAppPassword(const CallContext &call, const auth::VerifyAppPasswordRequest &request,
                                 Reply<auth::VerifyAppPasswordResponse> reply)
{
    ++m_verifications;
    if (!begin(call, reply))
        return;
    shared::Result<auth::VerifyAppPasswordResponse> result = Error{
        ErrorCode::Unauthenticated, u"The username or the password is wrong."_s, u"wrong_credentials"_s};
    {
        const std::lock_guard lock(m_mutex);
        for (const AppPassword &each : std::as_const(m_appPasswords)) {
            if (each.user != shared::foldedKey(fromUtf8(request.username()))
                || each.secret != fromUtf8(request.password()))
                continue;
            auth::VerifyAppPasswordResponse response;
            *response.mutable_user() = find(each.user)->profile;
            response.set_app_password_id(each.shown.id());
            result = response;
        }
    }
    reply(result);
}

bool FakeAuth::isDeparting(const QString &username) const
{
    const auto id = idOf(username);
    const std::lock_guard lock(m_mutex);
    return m_departing.contains(idBytes(id));
}

void FakeAuth::beginDeletion(const CallContext &call, const auth::BeginDeletionRequest &request,
                             Reply<auth::Empty> reply)
{
    if (!begin(call, reply))
        return;
    bool right = false;
    QList<shared::SessionId> sessions;
    {
        const std::lock_guard lock(m_mutex);
        right = find(call.user)->password == fromUtf8(request.password());
        if (right) {
            m_departing.append(idBytes(call.user));
            sessions = m_sessions.keys(call.username);
        }
    }
    if (!right)
        return reply(Error{ErrorCode::Forbidden, u"The password is wrong."_s, u"wrong_credentials"_s});
    for (const auto &session : sessions)
        revoke(session, m_clock.nowMs() + 900'000);
    reply(auth::Empty());
}

void FakeAuth::deletions(const CallContext &call, const auth::Empty &, Reply<auth::UsersResponse> reply)
{
    if (!begin(call, reply))
        return;
    auth::UsersResponse response;
    {
        const std::lock_guard lock(m_mutex);
        for (const std::string &id : std::as_const(m_departing))
            *response.add_users() = find(idFromBytes<shared::UserId>(id))->profile;
    }
    reply(response);
}

void FakeAuth::finishDeletion(const CallContext &call, const auth::DeletionRequest &request,
                              Reply<auth::Empty> reply)
{
    if (!begin(call, reply))
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_departing.removeAll(request.user_id());
        if (const User *user = find(idFromBytes<shared::UserId>(request.user_id())))
            m_users.remove(shared::foldedKey(fromUtf8(user->profile.username())));
    }
    reply(auth::Empty());
}

void FakeAuth::cancelDeletion(const CallContext &call, const auth::DeletionRequest &request,
                              Reply<auth::Empty> reply)
{
    if (!begin(call, reply))
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_departing.removeAll(request.user_id());
    }
    reply(auth::Empty());
}

std::unique_ptr<Subscription> FakeAuth::watchRevocations(StreamHandlers<auth::Revocation> handlers)
{
    QList<auth::Revocation> known;
    {
        const std::lock_guard lock(m_mutex);
        known = m_revocations;
    }
    for (const auth::Revocation &each : known)
        handlers.item(each);
    return m_stream.watch(std::move(handlers));
}

}
