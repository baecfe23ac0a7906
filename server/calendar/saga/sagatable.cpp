#include "server/calendar/saga/sagatable.h"

#include "server/calendar/errors.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Query;
using shared::SagaId;
using shared::UserId;

namespace {
const QString kColumns =
    u"id, kind, state, calendar_id, event_id, user_id, username, request_id, idempotency_key, "
    "payload, error, attempts, created_ms, deadline_ms"_s;

QString payloadText(const Saga &saga)
{
    QJsonArray participants;
    for (const UserId &user : saga.participants)
        participants.append(user.toString());
    QJsonObject payload{{u"participants"_s, participants}};
    if (saga.kind == SagaKind::Batch || saga.kind == SagaKind::Move)
        payload.insert(u"batch"_s, toJson(saga.batch));
    if (saga.kind == SagaKind::Move)
        payload.insert(u"from"_s, saga.from.toString());
    if (!saga.poll.isNull())
        payload.insert(u"poll"_s, saga.poll.toString());
    return QString::fromUtf8(QJsonDocument(payload).toJson(QJsonDocument::Compact));
}

void readPayload(const QString &text, Saga &saga)
{
    const QJsonObject payload = QJsonDocument::fromJson(text.toUtf8()).object();
    saga.batch = batchPlanFromJson(payload.value("batch"_L1).toObject());
    saga.from =
        shared::CalendarId::fromString(payload.value("from"_L1).toString()).value_or(shared::CalendarId{});
    saga.poll = shared::PollId::fromString(payload.value("poll"_L1).toString()).value_or(shared::PollId{});
    const QJsonArray participants = payload.value("participants"_L1).toArray();
    for (const QJsonValue &value : participants) {
        if (const auto user = UserId::fromString(value.toString()))
            saga.participants.append(*user);
    }
}

Saga readSaga(const Query &row)
{
    Saga saga;
    saga.id = row.id<SagaId>(0);
    saga.kind = static_cast<SagaKind>(row.integer(1));
    saga.state = static_cast<SagaState>(row.integer(2));
    saga.calendar = row.id<shared::CalendarId>(3);
    saga.event = row.id<shared::EventId>(4);
    if (!row.isNull(5))
        saga.user = row.id<UserId>(5);
    saga.username = row.text(6);
    saga.requestId = row.text(7).toUtf8();
    saga.idempotencyKey = row.text(8);
    readPayload(row.text(9), saga);
    if (const QString error = row.text(10); !error.isEmpty())
        saga.error = errorFromText(error);
    saga.attempts = static_cast<int>(row.integer(11));
    saga.createdMs = row.integer(12);
    saga.deadlineMs = row.integer(13);
    return saga;
}
}

SagaTable::SagaTable(shared::Database &database)
    : m_db(database)
{
}

void SagaTable::insert(const Saga &saga, const Lease &lease)
{
    m_db.query(u"INSERT INTO sagas (id, kind, state, calendar_id, event_id, user_id, username, request_id, "
               "idempotency_key, payload, error, attempts, created_ms, deadline_ms, lease_owner, "
               "lease_until_ms) "
               "VALUES (:id, :kind, 0, :calendar, :event, :user, :username, :request, :key, :payload, '', 0, "
               ":created, "
               ":deadline, :owner, :until) ON CONFLICT DO NOTHING"_s)
        .bind(u":id"_s, saga.id)
        .bind(u":kind"_s, static_cast<int>(saga.kind))
        .bind(u":calendar"_s, saga.calendar)
        .bind(u":event"_s, saga.event)
        .bind(u":user"_s, saga.user)
        .bind(u":username"_s, saga.username)
        .bind(u":request"_s, QString::fromUtf8(saga.requestId))
        .bind(u":key"_s, saga.idempotencyKey)
        .bind(u":payload"_s, payloadText(saga))
        .bind(u":created"_s, saga.createdMs)
        .bind(u":deadline"_s, saga.deadlineMs)
        .bind(u":owner"_s, lease.owner)
        .bind(u":until"_s, lease.untilMs)
        .run();
}

std::optional<Saga> SagaTable::find(const SagaId &id)
{
    auto query = m_db.query(u"SELECT "_s + kColumns + u" FROM sagas WHERE id = :id"_s);
    if (!query.bind(u":id"_s, id).run().next())
        return std::nullopt;
    return readSaga(query);
}

bool SagaTable::complete(const SagaId &id, qint64 nowMs)
{
    auto query = m_db.query(u"UPDATE sagas SET state = 2, finished_ms = :now WHERE id = :id AND state = 0"_s);
    query.bind(u":now"_s, nowMs).bind(u":id"_s, id).run();
    return query.affected() == 1;
}

bool SagaTable::startCompensation(const SagaId &id, const shared::Error &error, const Lease &lease)
{
    auto query = m_db.query(
        u"UPDATE sagas SET state = 1, error = :error, lease_owner = :owner, lease_until_ms = :until "
        "WHERE id = :id AND state = 0"_s);
    query.bind(u":error"_s, errorToText(error))
        .bind(u":owner"_s, lease.owner)
        .bind(u":until"_s, lease.untilMs)
        .bind(u":id"_s, id)
        .run();
    return query.affected() == 1;
}

bool SagaTable::finishCompensation(const SagaId &id, qint64 nowMs)
{
    auto query = m_db.query(u"UPDATE sagas SET state = 3, finished_ms = :now WHERE id = :id AND state = 1"_s);
    query.bind(u":now"_s, nowMs).bind(u":id"_s, id).run();
    return query.affected() == 1;
}

void SagaTable::postpone(const SagaId &id, qint64 untilMs)
{
    m_db.query(u"UPDATE sagas SET attempts = attempts + 1, lease_owner = NULL, lease_until_ms = :until "
               "WHERE id = :id AND state < 2"_s)
        .bind(u":until"_s, untilMs)
        .bind(u":id"_s, id)
        .run();
}

QList<Saga> SagaTable::take(const Lease &lease, qint64 endedMs, int limit)
{
    // The outer conditions are looked at again after waiting for another instance's lock on the row.
    auto query = m_db.query(
        u"UPDATE sagas SET lease_owner = :owner, lease_until_ms = :until WHERE id IN "
        "(SELECT id FROM sagas WHERE state < 2 AND lease_until_ms <= :ended "
        "ORDER BY lease_until_ms LIMIT :limit) AND state < 2 AND lease_until_ms <= :ended2 RETURNING "_s
        + kColumns);
    query.bind(u":owner"_s, lease.owner)
        .bind(u":until"_s, lease.untilMs)
        .bind(u":ended"_s, endedMs)
        .bind(u":ended2"_s, endedMs)
        .bind(u":limit"_s, limit)
        .run();
    QList<Saga> sagas;
    while (query.next())
        sagas.append(readSaga(query));
    return sagas;
}

SagaTable::Open SagaTable::open()
{
    auto query = m_db.query(u"SELECT COUNT(*), COALESCE(MIN(created_ms), 0) FROM sagas WHERE state < 2"_s);
    query.run().next();
    return {query.integer(0), query.integer(1)};
}

qint64 SagaTable::removeFinished(qint64 beforeMs, int limit)
{
    auto query = m_db.query(u"DELETE FROM sagas WHERE id IN (SELECT id FROM sagas "
                            "WHERE state >= 2 AND finished_ms < :before LIMIT :limit)"_s);
    query.bind(u":before"_s, beforeMs).bind(u":limit"_s, limit).run();
    return query.affected();
}

}
