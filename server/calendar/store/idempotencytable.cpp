#include "server/calendar/store/idempotencytable.h"

#include "server/calendar/errors.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;

namespace {
constexpr qsizetype kMaxKey = 255;

QString hex(const std::string &bytes)
{
    return QString::fromLatin1(QByteArray::fromStdString(bytes).toHex());
}
}

IdempotencyTable::IdempotencyTable(shared::Database &database, Key key)
    : m_db(database)
    , m_key(std::move(key))
{
}

shared::Result<std::optional<std::string>> IdempotencyTable::claim(const std::string &requestHash,
                                                                   const QUuid &saga, qint64 nowMs)
{
    using Claim = std::optional<std::string>;
    if (m_key.text.isEmpty())
        return Claim{};
    auto insert = m_db.query(
        u"INSERT INTO idempotency_keys (user_id, scope, key, request_hash, saga_id, response, created_ms) "
        "VALUES (:user, :scope, :key, :hash, :saga, '', :now) ON CONFLICT DO NOTHING"_s);
    insert.bind(u":user"_s, m_key.user)
        .bind(u":scope"_s, m_key.scope)
        .bind(u":key"_s, m_key.text)
        .bind(u":hash"_s, hex(requestHash))
        .bind(u":saga"_s, saga)
        .bind(u":now"_s, nowMs)
        .run();
    if (insert.affected() == 1)
        return Claim{};
    auto found = m_db.query(u"SELECT request_hash, saga_id, response FROM idempotency_keys "
                            "WHERE user_id = :user AND scope = :scope AND key = :key"_s);
    found.bind(u":user"_s, m_key.user).bind(u":scope"_s, m_key.scope).bind(u":key"_s, m_key.text).run();
    if (!found.next())
        return inProgress(u"A request with this idempotency key has just ended. Try again."_s);
    if (found.text(0) != hex(requestHash))
        return Error{ErrorCode::KeyReused, u"This idempotency key was used for another request."_s,
                     u"key_reused"_s};
    if (!found.text(2).isEmpty())
        return Claim{QByteArray::fromBase64(found.text(2).toLatin1()).toStdString()};
    if (found.uuid(1) == saga)
        return Claim{};
    return inProgress(u"The first request with this idempotency key is still running."_s,
                      {{u"saga_id"_s, found.uuid(1).toString(QUuid::WithoutBraces)}});
}

void IdempotencyTable::finish(const std::string &response)
{
    if (m_key.text.isEmpty())
        return;
    m_db.query(
            u"UPDATE idempotency_keys SET response = :response WHERE user_id = :user AND scope = :scope AND key = :key"_s)
        .bind(u":response"_s, QString::fromLatin1(QByteArray::fromStdString(response).toBase64()))
        .bind(u":user"_s, m_key.user)
        .bind(u":scope"_s, m_key.scope)
        .bind(u":key"_s, m_key.text)
        .run();
}

void IdempotencyTable::release(const QUuid &saga)
{
    if (m_key.text.isEmpty())
        return;
    m_db.query(u"DELETE FROM idempotency_keys WHERE user_id = :user AND scope = :scope AND key = :key "
               "AND saga_id = :saga"_s)
        .bind(u":user"_s, m_key.user)
        .bind(u":scope"_s, m_key.scope)
        .bind(u":key"_s, m_key.text)
        .bind(u":saga"_s, saga)
        .run();
}

shared::Outcome IdempotencyTable::check(const QString &key)
{
    const bool control = std::any_of(key.begin(), key.end(), [](QChar c) { return c.unicode() < 0x20; });
    if (key.size() > kMaxKey || control)
        return invalidArgument(
            u"The idempotency key is longer than 255 characters or has control characters."_s);
    return shared::Done{};
}

}
