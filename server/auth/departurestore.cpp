#include "server/auth/departurestore.h"

#include "shared/sql/database.h"

namespace hearth::server::auth {

using namespace Qt::StringLiterals;
using shared::UserId;

void DepartureStore::insert(const UserId &user, qint64 nowMs)
{
    m_database
        .query(u"INSERT INTO departures (user_id, begun_ms) VALUES (:user, :now) ON CONFLICT DO NOTHING"_s)
        .bind(u":user"_s, user)
        .bind(u":now"_s, nowMs)
        .run();
}

bool DepartureStore::has(const UserId &user)
{
    auto query = m_database.query(u"SELECT 1 FROM departures WHERE user_id = :user"_s);
    return query.bind(u":user"_s, user).run().next();
}

QList<UserRecord> DepartureStore::list(int limit)
{
    QList<UserId> ids;
    {
        auto query =
            m_database.query(u"SELECT user_id FROM departures ORDER BY begun_ms, user_id LIMIT :limit"_s);
        query.bind(u":limit"_s, limit).run();
        while (query.next())
            ids.append(query.id<UserId>(0));
    }
    QList<UserRecord> users;
    for (const UserId &id : std::as_const(ids)) {
        if (const auto user = UserStore(m_database).find(id))
            users.append(*user);
    }
    return users;
}

void DepartureStore::remove(const UserId &user)
{
    m_database.query(u"DELETE FROM departures WHERE user_id = :user"_s).bind(u":user"_s, user).run();
}

}
