#include "server/calendar/changes/changelog.h"

#include "shared/sql/manyrows.h"

#include <QJsonDocument>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::Change;
using shared::Error;
using shared::ErrorCode;
using shared::Query;

namespace {
Change readChange(const Query &row)
{
    Change change;
    change.calendar = row.id<CalendarId>(0);
    change.seq = row.integer(1);
    change.kind = static_cast<shared::ChangeKind>(row.integer(2));
    change.atMs = row.integer(3);
    if (!row.isNull(4))
        change.actor = row.id<shared::UserId>(4);
    change.actorName = row.text(5);
    if (!row.isNull(6))
        change.entity = row.uuid(6);
    change.data = row.text(7).toUtf8();
    return change;
}

void bindChange(Query &query, const LoggedChange &logged, const QUuid &operation)
{
    const Change &change = logged.change;
    query.bind(u":calendar"_s, change.calendar)
        .bind(u":seq"_s, change.seq)
        .bind(u":kind"_s, static_cast<int>(change.kind))
        .bind(u":at"_s, change.atMs)
        .bind(u":actor"_s, change.actor)
        .bind(u":actor_name"_s, change.actorName)
        .bind(u":entity"_s, change.entity)
        .bind(u":operation"_s, operation)
        .bind(u":fields"_s, logged.fields.join(u' '))
        .bind(u":data"_s, QString::fromUtf8(change.data));
}

Error snapshotRequired()
{
    return {ErrorCode::SnapshotRequired,
            u"The changes since then are no longer kept: read everything anew."_s, u"snapshot_required"_s};
}
}

ChangeLog::ChangeLog(shared::Database &database)
    : m_db(database)
{
}

void ChangeLog::append(const QList<LoggedChange> &changes, const QUuid &operation)
{
    static const shared::ManyRows kSql([](qsizetype places) {
        return u"INSERT INTO changes (calendar_id, seq, kind, at_ms, actor, actor_name, entity, operation, "
               "fields, data) VALUES "_s
            + shared::rowPlaces(u"(:calendar, :seq, :kind, :at, :actor, :actor_name, :entity, :operation, "
                                ":fields, :data)"_s,
                                places);
    });
    for (const shared::RowBatch &batch : shared::valueBatches(changes.size())) {
        auto query = m_db.query(kSql.text(batch));
        for (qsizetype row = 0; row < batch.count; ++row)
            bindChange(query.forRow(row), changes.at(batch.from + row), operation);
        query.run();
    }
}

shared::Result<QList<Change>> ChangeLog::since(const CalendarId &calendar, qint64 since, qint64 newest,
                                               int limit)
{
    if (since > newest)
        return snapshotRequired();
    if (since == newest)
        return QList<Change>();
    const QList<Change> changes = after(calendar, since, limit);
    qint64 expected = since + 1;
    for (const Change &change : changes) {
        if (change.seq != expected++)
            return snapshotRequired();
    }
    if (changes.isEmpty())
        return snapshotRequired();
    return changes;
}

QList<Change> ChangeLog::after(const CalendarId &calendar, qint64 since, int limit)
{
    auto query =
        m_db.query(u"SELECT calendar_id, seq, kind, at_ms, actor, actor_name, entity, data FROM changes "
                   "WHERE calendar_id = :calendar AND seq > :since ORDER BY seq LIMIT :limit"_s);
    query.bind(u":calendar"_s, calendar).bind(u":since"_s, since).bind(u":limit"_s, limit).run();
    QList<Change> changes;
    while (query.next())
        changes.append(readChange(query));
    return changes;
}

std::optional<QSet<QString>> ChangeLog::fieldsSince(const CalendarId &calendar, const QUuid &entity,
                                                    qint64 since)
{
    auto first = m_db.query(u"SELECT MIN(seq) FROM changes WHERE calendar_id = :calendar"_s);
    first.bind(u":calendar"_s, calendar).run().next();
    if (first.isNull(0) || first.integer(0) > since + 1)
        return std::nullopt;
    auto query = m_db.query(u"SELECT fields FROM changes "
                            "WHERE calendar_id = :calendar AND seq > :since AND entity = :entity"_s);
    query.bind(u":calendar"_s, calendar).bind(u":since"_s, since).bind(u":entity"_s, entity).run();
    QSet<QString> fields;
    while (query.next()) {
        const QStringList names = query.text(0).split(u' ', Qt::SkipEmptyParts);
        for (const QString &name : names)
            fields.insert(name);
    }
    return fields;
}

void ChangeLog::rewrite(const CalendarId &calendar, qint64 since, const QUuid &entity,
                        const QJsonObject &data)
{
    m_db.query(u"UPDATE changes SET data = :data "
               "WHERE calendar_id = :calendar AND seq >= :since AND entity = :entity"_s)
        .bind(u":data"_s, QString::fromUtf8(QJsonDocument(data).toJson(QJsonDocument::Compact)))
        .bind(u":calendar"_s, calendar)
        .bind(u":since"_s, since)
        .bind(u":entity"_s, entity)
        .run();
}

bool ChangeLog::has(const QUuid &operation, qint64 sinceMs)
{
    auto query = m_db.query(u"SELECT 1 FROM changes WHERE at_ms >= :since AND operation = :operation"_s);
    return query.bind(u":since"_s, sinceMs).bind(u":operation"_s, operation).run().next();
}

}
