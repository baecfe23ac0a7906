#include "server/auth/participantstore.h"

#include "shared/sql/database.h"
#include "shared/sql/manyrows.h"

#include <QHash>

namespace hearth::server::auth {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::Done;
using shared::Error;
using shared::ErrorCode;
using shared::EventId;
using shared::Outcome;
using shared::SagaId;
using shared::UserId;

namespace {
constexpr qsizetype kUuidBytes = 16;

Error undone() { return {ErrorCode::Conflict, u"This change was taken back already."_s, u"saga_undone"_s}; }

void bindSet(shared::Query &query, const ParticipantSet &set)
{
    query.bind(u":event"_s, set.event).bind(u":calendar"_s, set.calendar).bind(u":saga"_s, set.saga);
}

QByteArray packed(const QList<UserId> &users)
{
    QByteArray bytes;
    for (const UserId &user : users)
        bytes += user.value.toRfc4122();
    return bytes;
}

QList<UserId> unpacked(const QByteArray &bytes)
{
    QList<UserId> users;
    for (qsizetype at = 0; at + kUuidBytes <= bytes.size(); at += kUuidBytes)
        users.append(UserId{QUuid::fromRfc4122(QByteArrayView(bytes).sliced(at, kUuidBytes))});
    return users;
}
}

ParticipantStore::ParticipantStore(shared::Database &database, qint64 nowMs)
    : m_database(database)
    , m_nowMs(nowMs)
{
}

Outcome ParticipantStore::set(const QList<ParticipantSet> &sets)
{
    const auto taken = beginSets(sets);
    if (!taken)
        return taken.error();
    holdSets(*taken);
    if (addUsers(*taken))
        return Done{};
    return Error{ErrorCode::NotFound, u"A participant is no user of this server."_s,
                 u"unknown_participant"_s};
}

shared::Result<QList<ParticipantSet>> ParticipantStore::beginSets(const QList<ParticipantSet> &sets)
{
    static const shared::ManyRows kSql([](qsizetype places) {
        return u"INSERT INTO saga_steps (saga_id, kind, event_id, calendar_id, at_ms) VALUES "_s
            + shared::rowPlaces(u"(:saga, 'set', :event, :calendar, :now)"_s, places)
            + u" ON CONFLICT DO NOTHING RETURNING saga_id"_s;
    });
    QSet<SagaId> fresh;
    for (const shared::RowBatch &batch : shared::valueBatches(sets.size())) {
        auto insert = m_database.query(kSql.text(batch));
        for (qsizetype row = 0; row < batch.count; ++row) {
            bindSet(insert.forRow(row), sets.at(batch.from + row));
            insert.bind(u":now"_s, m_nowMs);
        }
        insert.run();
        while (insert.next())
            fresh.insert(insert.id<SagaId>(0));
    }
    QList<ParticipantSet> taken;
    for (const ParticipantSet &set : sets) {
        if (fresh.remove(set.saga))
            taken.append(set);
        else if (isUndone(set.saga))
            return undone();
    }
    return taken;
}

void ParticipantStore::holdSets(const QList<ParticipantSet> &sets)
{
    // Writes a row in any case: from here on the events' sets are locked.
    static const shared::ManyRows kSql([](qsizetype places) {
        return u"INSERT INTO participant_sets (event_id, calendar_id, saga_id) VALUES "_s
            + shared::rowPlaces(u"(:event, :calendar, :saga)"_s, places)
            + u" ON CONFLICT (event_id) DO UPDATE SET event_id = excluded.event_id "
              "RETURNING event_id, saga_id, calendar_id"_s;
    });
    struct Held {
        SagaId saga;
        CalendarId calendar;
    };
    QHash<EventId, Held> held;
    for (const shared::RowBatch &batch : shared::valueBatches(sets.size())) {
        auto lock = m_database.query(kSql.text(batch));
        for (qsizetype row = 0; row < batch.count; ++row)
            bindSet(lock.forRow(row), sets.at(batch.from + row));
        lock.run();
        while (lock.next())
            held.insert(lock.id<EventId>(0), {lock.id<SagaId>(1), lock.id<CalendarId>(2)});
    }
    for (const ParticipantSet &set : sets) {
        const Held &holder = held[set.event];
        if (holder.saga == set.saga)
            continue;
        remember(set.saga, set.event, holder.calendar, holder.saga);
        takeOver(set);
    }
}

Outcome ParticipantStore::remove(const SagaId &saga, const EventId &event)
{
    switch (begin(saga, u"deleted"_s, event, CalendarId{})) {
    case Step::TakenBefore:
        return Done{};
    case Step::Undone:
        return undone();
    case Step::New:
        break;
    }
    CalendarId calendar;
    SagaId holder;
    {
        auto lock =
            m_database.query(u"UPDATE participant_sets SET event_id = event_id WHERE event_id = :event "
                             "RETURNING calendar_id, saga_id"_s);
        if (!lock.bind(u":event"_s, event).run().next())
            return Done{};
        calendar = lock.id<CalendarId>(0);
        holder = lock.id<SagaId>(1);
    }
    remember(saga, event, calendar, holder);
    m_database.query(u"DELETE FROM participant_sets WHERE event_id = :event"_s)
        .bind(u":event"_s, event)
        .run();
    return Done{};
}

void ParticipantStore::undo(const SagaId &saga)
{
    if (begin(saga, u"undone"_s, EventId{}, CalendarId{}) == Step::New)
        return; // it never arrived, and now can't any more
    auto step = m_database.query(
        u"SELECT kind, event_id, calendar_id, previous_saga_id, previous_users FROM saga_steps "
        "WHERE saga_id = :saga AND kind <> 'undone' AND event_id IS NOT NULL"_s);
    const bool takesBack = step.bind(u":saga"_s, saga).run().next();
    m_database.query(u"UPDATE saga_steps SET kind = 'undone' WHERE saga_id = :saga"_s)
        .bind(u":saga"_s, saga)
        .run();
    if (!takesBack)
        return;
    const auto event = step.id<EventId>(1);
    if (step.text(0) == "set"_L1 && !dropSet(event, saga))
        return; // a later saga has written it since
    if (!step.isNull(3))
        restore({step.id<SagaId>(3), event, step.id<CalendarId>(2), unpacked(step.bytes(4))});
}

QList<UserId> ParticipantStore::users(const EventId &event)
{
    auto query =
        m_database.query(u"SELECT user_id FROM participants WHERE event_id = :event ORDER BY user_id"_s);
    query.bind(u":event"_s, event).run();
    QList<UserId> users;
    while (query.next())
        users.append(query.id<UserId>(0));
    return users;
}

void ParticipantStore::purgeSteps(qint64 beforeMs)
{
    m_database.query(u"DELETE FROM saga_steps WHERE at_ms < :before"_s).bind(u":before"_s, beforeMs).run();
}

ParticipantStore::Step ParticipantStore::begin(const SagaId &saga, const QString &kind, const EventId &event,
                                               const CalendarId &calendar)
{
    auto insert = m_database.query(u"INSERT INTO saga_steps (saga_id, kind, event_id, calendar_id, at_ms) "
                                   "VALUES (:saga, :kind, :event, :calendar, :now) ON CONFLICT DO NOTHING"_s);
    insert.bind(u":saga"_s, saga)
        .bind(u":kind"_s, kind)
        .bind(u":event"_s, event)
        .bind(u":calendar"_s, calendar)
        .bind(u":now"_s, m_nowMs)
        .run();
    if (insert.affected() == 1)
        return Step::New;
    return isUndone(saga) ? Step::Undone : Step::TakenBefore;
}

bool ParticipantStore::isUndone(const SagaId &saga)
{
    auto query = m_database.query(u"SELECT kind FROM saga_steps WHERE saga_id = :saga"_s);
    query.bind(u":saga"_s, saga).run();
    return query.next() && query.text(0) == "undone"_L1;
}

void ParticipantStore::remember(const SagaId &saga, const EventId &event, const CalendarId &calendar,
                                const SagaId &previous)
{
    m_database
        .query(u"UPDATE saga_steps SET calendar_id = :calendar, previous_saga_id = :previous, "
               "previous_users = :users WHERE saga_id = :saga"_s)
        .bind(u":calendar"_s, calendar)
        .bind(u":previous"_s, previous)
        .bind(u":users"_s, packed(users(event)))
        .bind(u":saga"_s, saga)
        .run();
}

bool ParticipantStore::addUsers(const QList<ParticipantSet> &sets)
{
    static const shared::ManyRows kSql([](qsizetype places) {
        return u"INSERT INTO participants (event_id, user_id) VALUES "_s
            + shared::rowPlaces(u"(:event, :user)"_s, places);
    });
    QSet<UserId> named;
    for (const ParticipantSet &set : sets)
        named.unite({set.users.begin(), set.users.end()});
    const QSet<UserId> there = existing(named);
    QList<std::pair<EventId, UserId>> rows;
    for (const ParticipantSet &set : sets)
        for (const UserId &user : set.users)
            if (there.contains(user))
                rows.append({set.event, user});
    for (const shared::RowBatch &batch : shared::valueBatches(rows.size())) {
        auto insert = m_database.query(kSql.text(batch));
        for (qsizetype row = 0; row < batch.count; ++row) {
            const auto &[event, user] = rows.at(batch.from + row);
            insert.forRow(row).bind(u":event"_s, event).bind(u":user"_s, user);
        }
        insert.run();
    }
    return there.size() == named.size();
}

QSet<UserId> ParticipantStore::existing(const QSet<UserId> &users)
{
    static const shared::ManyRows kSql([](qsizetype places) {
        return u"SELECT id FROM users WHERE id IN ("_s + shared::rowPlaces(u":id"_s, places) + u')';
    });
    const QList<UserId> keys = users.values();
    QSet<UserId> there;
    for (const shared::RowBatch &batch : shared::keyBatches(keys.size())) {
        auto query = m_database.query(kSql.text(batch));
        bindKeys(query, u":id"_s, keys, batch);
        query.run();
        while (query.next())
            there.insert(query.id<UserId>(0));
    }
    return there;
}

bool ParticipantStore::dropSet(const EventId &event, const SagaId &saga)
{
    auto query =
        m_database.query(u"DELETE FROM participant_sets WHERE event_id = :event AND saga_id = :saga"_s);
    return query.bind(u":event"_s, event).bind(u":saga"_s, saga).run().affected() == 1;
}

void ParticipantStore::restore(const ParticipantSet &set)
{
    auto query = m_database.query(u"INSERT INTO participant_sets (event_id, calendar_id, saga_id) "
                                  "VALUES (:event, :calendar, :saga) ON CONFLICT DO NOTHING"_s);
    query.bind(u":event"_s, set.event).bind(u":calendar"_s, set.calendar).bind(u":saga"_s, set.saga).run();
    if (query.affected() == 1)
        addUsers({set}); // but for whoever left the server meanwhile
}

void ParticipantStore::takeOver(const ParticipantSet &set)
{
    m_database
        .query(u"UPDATE participant_sets SET saga_id = :saga, calendar_id = :calendar "
               "WHERE event_id = :event"_s)
        .bind(u":saga"_s, set.saga)
        .bind(u":calendar"_s, set.calendar)
        .bind(u":event"_s, set.event)
        .run();
    m_database.query(u"DELETE FROM participants WHERE event_id = :event"_s)
        .bind(u":event"_s, set.event)
        .run();
}

}
