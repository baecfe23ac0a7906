#include "server/auth/userstore.h"

#include "shared/base/text.h"
#include "shared/sql/database.h"

namespace hearth::server::auth {

using namespace Qt::StringLiterals;
using shared::Query;
using shared::UserId;

namespace {
std::optional<UserRecord> readUser(Query &query)
{
    if (!query.next())
        return std::nullopt;
    UserRecord user;
    user.id = query.id<UserId>(0);
    user.username = query.text(1);
    user.passwordHash = query.text(2).toLatin1();
    user.displayName = query.text(3);
    user.colour = query.text(4);
    user.timeZone = query.text(5);
    user.locale = query.text(6);
    user.createdMs = query.integer(7);
    user.version = query.integer(8);
    return user;
}
}

bool UserStore::insert(const UserRecord &user)
{
    auto query = m_database.query(u"INSERT INTO users (id, username, username_key, password_hash, "
                                  u"display_name, colour, time_zone, locale, "
                                  "created_ms, version) VALUES (:id, :username, :key, :hash, :display_name, "
                                  ":colour, :time_zone, :locale, "
                                  ":created, :version) ON CONFLICT DO NOTHING"_s);
    query.bind(u":id"_s, user.id)
        .bind(u":username"_s, user.username)
        .bind(u":key"_s, shared::foldedKey(user.username))
        .bind(u":hash"_s, QString::fromLatin1(user.passwordHash))
        .bind(u":display_name"_s, user.displayName)
        .bind(u":colour"_s, user.colour)
        .bind(u":time_zone"_s, user.timeZone)
        .bind(u":locale"_s, user.locale)
        .bind(u":created"_s, user.createdMs)
        .bind(u":version"_s, user.version)
        .run();
    return query.affected() == 1;
}

std::optional<UserRecord> UserStore::find(const UserId &id)
{
    auto query =
        m_database.query(u"SELECT id, username, password_hash, display_name, colour, time_zone, locale, "
                         "created_ms, version FROM users WHERE id = :id"_s);
    return readUser(query.bind(u":id"_s, id).run());
}

std::optional<UserRecord> UserStore::findByName(const QString &username)
{
    // No name has a null character, and PostgreSQL's text can't even be asked for one.
    if (username.contains(QChar::Null))
        return std::nullopt;
    auto query =
        m_database.query(u"SELECT id, username, password_hash, display_name, colour, time_zone, locale, "
                         "created_ms, version FROM users WHERE username_key = :key"_s);
    return readUser(query.bind(u":key"_s, shared::foldedKey(username)).run());
}

bool UserStore::updateProfile(const UserRecord &user)
{
    auto query = m_database.query(
        u"UPDATE users SET display_name = :display_name, colour = :colour, time_zone = :time_zone, "
        "locale = :locale, version = version + 1 WHERE id = :id AND version = :version"_s);
    query.bind(u":display_name"_s, user.displayName)
        .bind(u":colour"_s, user.colour)
        .bind(u":time_zone"_s, user.timeZone)
        .bind(u":locale"_s, user.locale)
        .bind(u":id"_s, user.id)
        .bind(u":version"_s, user.version)
        .run();
    return query.affected() == 1;
}

bool UserStore::replacePasswordHash(const UserId &id, const QByteArray &oldHash, const QByteArray &newHash)
{
    auto query = m_database.query(
        u"UPDATE users SET password_hash = :new WHERE id = :id AND password_hash IN (:old, :new)"_s);
    query.bind(u":new"_s, QString::fromLatin1(newHash))
        .bind(u":old"_s, QString::fromLatin1(oldHash))
        .bind(u":id"_s, id)
        .run();
    return query.affected() == 1;
}

void UserStore::remove(const UserId &id)
{
    m_database.query(u"DELETE FROM users WHERE id = :id"_s).bind(u":id"_s, id).run();
}

}
