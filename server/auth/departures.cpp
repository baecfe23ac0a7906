#include "server/auth/departures.h"

#include "server/auth/apppasswordstore.h"
#include "server/auth/departurestore.h"
#include "server/platform/dbexecutor.h"
#include "server/proto/convert.h"
#include "shared/base/clock.h"
#include "shared/sql/transaction.h"

namespace hearth::server::auth {

using namespace Qt::StringLiterals;
using shared::Database;
using shared::Error;
using shared::ErrorCode;
using shared::Result;
using shared::Transaction;
using shared::UserId;

namespace {
constexpr int kMaxListed = 100;

Error wrongPassword() { return {ErrorCode::Forbidden, u"The password is wrong."_s, u"wrong_credentials"_s}; }

Result<UserRecord> findCaller(Database &database, const CallContext &call, qint64 nowMs)
{
    const auto user = UserStore(database).find(call.user);
    if (!user || !SessionStore(database).isLive(call.session, call.user, nowMs))
        return sessionEnded();
    return *user;
}

// Everything that lets the user in ends with the mark, in one transaction.
Result<QList<EndedSession>> markAndEnd(Database &database, const UserRecord &user, qint64 nowMs)
{
    Transaction transaction(database);
    // The same hash: it also keeps the row from others until the end.
    if (!UserStore(database).replacePasswordHash(user.id, user.passwordHash, user.passwordHash))
        return wrongPassword();
    DepartureStore(database).insert(user.id, nowMs);
    AppPasswordStore(database).removeAll(user.id, nowMs, nowMs + AppPasswordStore::kRevocationKeptMs);
    SessionStore sessions(database);
    sessions.removeAll(user.id, nowMs);
    const auto ended = sessions.revocations(user.id, nowMs);
    transaction.commit();
    return ended;
}

Result<Empty> remove(Database &database, const UserId &id)
{
    Transaction transaction(database);
    UserStore users(database);
    if (users.find(id)) {
        if (!DepartureStore(database).has(id))
            return Error{ErrorCode::Conflict, u"Nobody has asked for this account to be deleted."_s};
        users.remove(id);
    }
    transaction.commit();
    return Empty();
}
}

void Departures::begin(const CallContext &call, const BeginDeletionRequest &request, Reply<Empty> reply)
{
    const auto find = [call, now = m_parts.clock.nowMs()](Database &database) {
        return findCaller(database, call, now);
    };
    m_parts.db.read(find,
                    [this, password = fromUtf8(request.password()), deadline = call.deadlineMs,
                     reply](const Result<UserRecord> &user) {
                        if (!user)
                            return reply(user.error());
                        const auto verified = [this, user = *user, reply](const Result<Verdict> &verdict) {
                            if (!verdict)
                                return reply(verdict.error());
                            if (!verdict->right)
                                return reply(wrongPassword());
                            mark(user, reply);
                        };
                        m_parts.passwords.verify(user->passwordHash, password, deadline, verified);
                    });
}

void Departures::mark(const UserRecord &user, const Reply<Empty> &reply)
{
    const auto job = [user, now = m_parts.clock.nowMs()](Database &database) {
        return markAndEnd(database, user, now);
    };
    m_parts.db.write(user.id.value, job, [this, reply](const Result<QList<EndedSession>> &ended) {
        if (!ended)
            return reply(ended.error());
        m_parts.revocations.publish(*ended);
        reply(Empty());
    });
}

void Departures::list(Reply<UsersResponse> reply)
{
    const auto job = [](Database &database) -> Result<UsersResponse> {
        UsersResponse response;
        for (const UserRecord &user : DepartureStore(database).list(kMaxListed))
            *response.add_users() = toProto(user);
        return response;
    };
    m_parts.db.read(job, reply);
}

void Departures::finish(const DeletionRequest &request, Reply<Empty> reply)
{
    const auto id = idFromBytes<UserId>(request.user_id());
    m_parts.db.write(
        id.value, [id](Database &database) { return remove(database, id); }, reply);
}

void Departures::cancel(const DeletionRequest &request, Reply<Empty> reply)
{
    const auto id = idFromBytes<UserId>(request.user_id());
    const auto job = [id](Database &database) -> Result<Empty> {
        DepartureStore(database).remove(id);
        return Empty();
    };
    m_parts.db.write(id.value, job, reply);
}

}
