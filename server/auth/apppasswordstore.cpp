#include "server/auth/apppasswordstore.h"

#include "shared/sql/database.h"

namespace hearth::server::auth {

using namespace Qt::StringLiterals;
using shared::Query;
using shared::SessionId;
using shared::UserId;

namespace {
std::optional<AppPasswordRecord> readPassword(Query &query)
{
    if (!query.next())
        return std::nullopt;
    return AppPasswordRecord{query.id<SessionId>(0), query.id<UserId>(1), query.text(2), query.integer(3),
                             query.isNull(4) ? 0 : query.integer(4)};
}
}

void AppPasswordStore::insert(const AppPasswordRecord &password, const QByteArray &hash)
{
    m_database
        .query(u"INSERT INTO app_passwords (id, user_id, name, hash, created_ms) "
               "VALUES (:id, :user, :name, :hash, :created) ON CONFLICT (id) DO NOTHING"_s)
        .bind(u":id"_s, password.id)
        .bind(u":user"_s, password.user)
        .bind(u":name"_s, password.name)
        .bind(u":hash"_s, hash)
        .bind(u":created"_s, password.createdMs)
        .run();
}

std::optional<AppPasswordRecord> AppPasswordStore::findByHash(const QByteArray &hash)
{
    auto query = m_database.query(
        u"SELECT id, user_id, name, created_ms, last_used_ms FROM app_passwords WHERE hash = :hash"_s);
    return readPassword(query.bind(u":hash"_s, hash).run());
}

QList<AppPasswordRecord> AppPasswordStore::list(const UserId &user)
{
    auto query = m_database.query(u"SELECT id, user_id, name, created_ms, last_used_ms FROM app_passwords "
                                  "WHERE user_id = :user ORDER BY created_ms, id"_s);
    query.bind(u":user"_s, user).run();
    QList<AppPasswordRecord> passwords;
    while (const auto password = readPassword(query))
        passwords.append(*password);
    return passwords;
}

std::optional<qint64> AppPasswordStore::countOthers(const UserId &user, const SessionId &id)
{
    auto lock = m_database.query(u"UPDATE users SET id = id WHERE id = :user"_s);
    if (lock.bind(u":user"_s, user).run().affected() == 0)
        return std::nullopt;
    auto count =
        m_database.query(u"SELECT COUNT(*) FROM app_passwords WHERE user_id = :user AND id <> :id"_s);
    count.bind(u":user"_s, user).bind(u":id"_s, id).run().next();
    return count.integer(0);
}

void AppPasswordStore::touch(const SessionId &id, qint64 nowMs, qint64 everyMs)
{
    m_database
        .query(u"UPDATE app_passwords SET last_used_ms = :now WHERE id = :id "
               "AND (last_used_ms IS NULL OR last_used_ms <= :before)"_s)
        .bind(u":now"_s, nowMs)
        .bind(u":id"_s, id)
        .bind(u":before"_s, nowMs - everyMs)
        .run();
}

void AppPasswordStore::removeAll(const UserId &user, qint64 nowMs, qint64 untilMs)
{
    const QList<AppPasswordRecord> passwords = list(user);
    for (const AppPasswordRecord &password : passwords)
        remove(password.id, user, nowMs, untilMs);
}

std::optional<EndedSession> AppPasswordStore::remove(const SessionId &id, const UserId &user, qint64 nowMs,
                                                     qint64 untilMs)
{
    auto gone = m_database.query(u"DELETE FROM app_passwords WHERE id = :id AND user_id = :user"_s);
    if (gone.bind(u":id"_s, id).bind(u":user"_s, user).run().affected() == 1)
        SessionStore(m_database).insertRevocation({id, untilMs}, user, nowMs);
    return SessionStore(m_database).revocation(id, user);
}

}
