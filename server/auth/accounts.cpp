#include "server/auth/accounts.h"

#include "server/platform/dbexecutor.h"
#include "server/proto/convert.h"
#include "shared/base/clock.h"
#include "shared/base/text.h"
#include "shared/sql/transaction.h"

namespace hearth::server::auth {

using namespace Qt::StringLiterals;
using shared::Database;
using shared::Done;
using shared::Error;
using shared::ErrorCode;
using shared::Outcome;
using shared::Result;
using shared::Transaction;
using shared::UserId;

namespace {
Error usernameTaken() { return {ErrorCode::Conflict, u"The username is taken."_s, u"username_taken"_s}; }

Result<UserRecord> parseAccount(const RegisterRequest &request, const shared::Clock &clock)
{
    const auto username = shared::parseUsername(fromUtf8(request.username()));
    if (!username)
        return username.error();
    if (const Outcome password = shared::checkPassword(fromUtf8(request.password())); !password)
        return password.error();
    UserRecord user;
    user.id = shared::newId<UserId>(clock);
    user.username = *username;
    user.displayName = *username;
    user.timeZone = u"UTC"_s;
    user.createdMs = clock.nowMs();
    return user;
}

// Again with the same id, after a commit of unknown outcome, it is no conflict.
Result<UserRecord> insertUser(Database &database, const UserRecord &user)
{
    UserStore users(database);
    if (users.insert(user) || users.find(user.id))
        return user;
    return usernameTaken();
}

Result<UserRecord> findOfLiveSession(Database &database, const CallContext &call, qint64 nowMs)
{
    const auto user = UserStore(database).find(call.user);
    if (!user || !SessionStore(database).isLive(call.session, call.user, nowMs))
        return sessionEnded();
    return *user;
}
}

void Accounts::registerUser(const CallContext &call, const RegisterRequest &request,
                            Reply<RegisterResponse> reply)
{
    const auto account = parseAccount(request, m_parts.clock);
    if (!account)
        return reply(account.error());
    const auto isTaken = [name = account->username](Database &database) -> Result<bool> {
        return UserStore(database).findByName(name).has_value();
    };
    // Asked before the hash, too, which is the dear part.
    m_parts.db.read(isTaken,
                    [this, user = *account, password = fromUtf8(request.password()),
                     deadline = call.deadlineMs, reply](const Result<bool> &taken) {
                        if (!taken)
                            return reply(taken.error());
                        if (*taken)
                            return reply(usernameTaken());
                        const auto hashed = [this, user, reply](const Result<QByteArray> &hash) {
                            if (!hash)
                                return reply(hash.error());
                            UserRecord complete = user;
                            complete.passwordHash = *hash;
                            insert(complete, reply);
                        };
                        m_parts.passwords.hash(password, deadline, hashed);
                    });
}

void Accounts::insert(const UserRecord &user, const Reply<RegisterResponse> &reply)
{
    m_parts.db.write(
        user.id.value, [user](Database &database) { return insertUser(database, user); },
        [reply](const Result<UserRecord> &inserted) {
            if (!inserted)
                return reply(inserted.error());
            RegisterResponse response;
            *response.mutable_user() = toProto(*inserted);
            reply(response);
        });
}

void Accounts::changePassword(const CallContext &call, const ChangePasswordRequest &request,
                              Reply<Empty> reply)
{
    if (const Outcome password = shared::checkPassword(fromUtf8(request.new_password())); !password)
        return reply(password.error());
    m_parts.db.read([call, now = m_parts.clock.nowMs()](
                        Database &database) { return findOfLiveSession(database, call, now); },
                    [this, call, request, reply](const Result<UserRecord> &user) {
                        if (!user)
                            return reply(user.error());
                        verifyOld(call, request, *user, reply);
                    });
}

void Accounts::verifyOld(const CallContext &call, const ChangePasswordRequest &request,
                         const UserRecord &user, const Reply<Empty> &reply)
{
    const auto hashed = [this, call, user, reply](const Result<QByteArray> &hash) {
        if (!hash)
            return reply(hash.error());
        replaceHash(call, user, *hash, reply);
    };
    const auto verified = [this, call, newPassword = fromUtf8(request.new_password()), hashed,
                           reply](const Result<Verdict> &verdict) {
        if (!verdict)
            return reply(verdict.error());
        if (!verdict->right)
            return reply(
                Error{ErrorCode::Forbidden, u"The old password is wrong."_s, u"wrong_credentials"_s});
        m_parts.passwords.hash(newPassword, call.deadlineMs, hashed);
    };
    m_parts.passwords.verify(user.passwordHash, fromUtf8(request.old_password()), call.deadlineMs, verified);
}

void Accounts::replaceHash(const CallContext &call, const UserRecord &user, const QByteArray &newHash,
                           const Reply<Empty> &reply)
{
    const auto job = [session = call.session, user, newHash,
                      now = m_parts.clock.nowMs()](Database &database) -> Result<QList<EndedSession>> {
        Transaction transaction(database);
        if (!UserStore(database).replacePasswordHash(user.id, user.passwordHash, newHash))
            return Error{ErrorCode::Conflict, u"The password was changed elsewhere meanwhile."_s};
        const auto ended = SessionStore(database).endOthers(user.id, session, now);
        transaction.commit();
        return ended;
    };
    m_parts.db.write(user.id.value, job, [this, reply](const Result<QList<EndedSession>> &ended) {
        if (!ended)
            return reply(ended.error());
        m_parts.revocations.publish(*ended);
        reply(Empty());
    });
}

}
