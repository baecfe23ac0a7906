#include "server/auth/apppasswords.h"

#include "server/auth/apppasswordsecret.h"
#include "server/platform/dbexecutor.h"
#include "server/proto/convert.h"
#include "shared/base/clock.h"
#include "shared/base/text.h"
#include "shared/sql/transaction.h"

namespace hearth::server::auth {

using namespace Qt::StringLiterals;
using shared::Database;
using shared::Error;
using shared::ErrorCode;
using shared::Result;
using shared::SessionId;
using shared::Transaction;

namespace {
constexpr int kMaxName = 100;
constexpr int kMaxPasswords = 50; // of one user
constexpr qsizetype kMaxText = 256; // of a username or password that is tried; no longer one is anybody's
constexpr qint64 kTouchEveryMs = 600'000;

Error tooMany()
{
    return {ErrorCode::Conflict, u"These are too many app passwords. Remove one that is no longer used."_s,
            u"too_many_app_passwords"_s};
}

AppPassword toProto(const AppPasswordRecord &password)
{
    AppPassword out;
    out.set_id(idBytes(password.id));
    out.set_name(utf8(password.name));
    out.set_created_ms(password.createdMs);
    out.set_last_used_ms(password.lastUsedMs);
    return out;
}

Result<Empty> insert(Database &database, const AppPasswordRecord &password, const QByteArray &hash,
                     const SessionId &session)
{
    Transaction transaction(database);
    AppPasswordStore store(database);
    const auto others = store.countOthers(password.user, password.id);
    if (!others || !SessionStore(database).isLive(session, password.user, password.createdMs))
        return sessionEnded();
    if (*others >= kMaxPasswords)
        return tooMany();
    store.insert(password, hash);
    transaction.commit();
    return Empty();
}
}

void AppPasswords::create(const CallContext &call, const CreateAppPasswordRequest &request,
                          Reply<CreateAppPasswordResponse> reply)
{
    const auto name = shared::parseName(fromUtf8(request.name()), kMaxName, u"The name"_s);
    if (!name)
        return reply(name.error());
    const AppPasswordRecord password{shared::newId<SessionId>(m_parts.clock), call.user, *name,
                                     m_parts.clock.nowMs()};
    const QString secret = newAppPassword();
    const auto job = [password, secret, session = call.session](Database &database) -> Result<Empty> {
        const auto user = UserStore(database).find(password.user);
        if (!user)
            return sessionEnded();
        return insert(database, password, appPasswordHash(user->username, secret), session);
    };
    m_parts.db.write(call.user.value, job, [password, secret, reply](const Result<Empty> &inserted) {
        if (!inserted)
            return reply(inserted.error());
        CreateAppPasswordResponse response;
        *response.mutable_app_password() = toProto(password);
        response.set_password(utf8(secret));
        reply(response);
    });
}

void AppPasswords::list(const CallContext &call, Reply<AppPasswordsResponse> reply)
{
    const auto job = [user = call.user](Database &database) -> Result<AppPasswordsResponse> {
        AppPasswordsResponse response;
        for (const AppPasswordRecord &password : AppPasswordStore(database).list(user))
            *response.add_app_passwords() = toProto(password);
        return response;
    };
    m_parts.db.read(job, reply);
}

void AppPasswords::revoke(const CallContext &call, const RevokeAppPasswordRequest &request,
                          Reply<Empty> reply)
{
    const auto job = [user = call.user, id = idFromBytes<SessionId>(request.id()),
                      now = m_parts.clock.nowMs()](Database &database) -> Result<EndedSession> {
        Transaction transaction(database);
        const auto ended =
            AppPasswordStore(database).remove(id, user, now, now + AppPasswordStore::kRevocationKeptMs);
        transaction.commit();
        if (!ended)
            return Error{ErrorCode::NotFound, u"There is no such app password."_s};
        return *ended;
    };
    m_parts.db.write(call.user.value, job, [this, reply](const Result<EndedSession> &ended) {
        if (!ended)
            return reply(ended.error());
        m_parts.revocations.publish({*ended});
        reply(Empty());
    });
}

void AppPasswords::verify(const VerifyAppPasswordRequest &request, Reply<VerifyAppPasswordResponse> reply)
{
    const QString username = fromUtf8(request.username());
    const QString password = fromUtf8(request.password());
    if (username.size() > kMaxText || password.size() > kMaxText)
        return reply(wrongCredentials());
    struct Found {
        AppPasswordRecord password;
        UserRecord user;
    };
    const auto job = [hash = appPasswordHash(username, password)](Database &database) -> Result<Found> {
        const auto known = AppPasswordStore(database).findByHash(hash);
        const auto user = known ? UserStore(database).find(known->user) : std::nullopt;
        if (!user)
            return wrongCredentials();
        return Found{*known, *user};
    };
    m_parts.db.read(job, [this, reply](const Result<Found> &found) {
        if (!found)
            return reply(found.error());
        VerifyAppPasswordResponse response;
        *response.mutable_user() = auth::toProto(found->user);
        response.set_app_password_id(idBytes(found->password.id));
        used(found->password, response, reply);
    });
}

void AppPasswords::used(const AppPasswordRecord &password, const VerifyAppPasswordResponse &response,
                        const Reply<VerifyAppPasswordResponse> &reply)
{
    const qint64 now = m_parts.clock.nowMs();
    if (password.lastUsedMs > now - kTouchEveryMs)
        return reply(response);
    const auto job = [id = password.id, now](Database &database) -> Result<Empty> {
        AppPasswordStore(database).touch(id, now, kTouchEveryMs);
        return Empty();
    };
    m_parts.db.write(password.user.value, job, [response, reply](const Result<Empty> &touched) {
        if (!touched)
            return reply(touched.error());
        reply(response);
    });
}

}
