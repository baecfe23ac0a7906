#include "server/calendar/objects/objecttable.h"

#include "server/calendar/store/eventrow.h"
#include "shared/sql/manyrows.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Event;
using shared::EventId;

namespace {
constexpr qsizetype kMaxNameFromUid = 200;
constexpr qsizetype kManyObjects = 1000; ///< of more than so many the whole calendar's events are read
const QString kSuffix = u".ics"_s;

const QString kColumns =
    u"m.id AS id, m.uid AS uid, m.dav_name AS dav_name, m.start_ms AS start_ms, "
    "m.end_ms AS end_ms, m.recurrence AS recurrence, m.series_end_ms AS series_end_ms, "
    "CASE WHEN i.version > m.version AND i.version > m.instances_version THEN i.version "
    "WHEN m.instances_version > m.version THEN m.instances_version ELSE m.version END AS version, "
    "CASE WHEN i.version > m.version THEN i.modified ELSE m.updated_ms END AS modified "_s;

// A changed instance that was deleted goes on to count for as long as it is in the trash.
const QString kHeads = u"SELECT h.id, h.uid, h.dav_name, h.version, h.modified FROM (SELECT "_s + kColumns
    + u"FROM events m LEFT JOIN (SELECT series_id, MAX(version) AS version, MAX(updated_ms) AS modified "
      "FROM events WHERE calendar_id = :instances AND series_id IS NOT NULL AND state > 0 GROUP BY "
      "series_id) "
      "i "
      "ON i.series_id = m.id WHERE m.calendar_id = :calendar AND m.series_id IS NULL AND m.state = 1) h "_s;

// The same of one object, by its key.
const QString kHead = u"SELECT h.id, h.uid, h.dav_name, h.version, h.modified FROM (SELECT "_s + kColumns
    + u"FROM events m LEFT JOIN (SELECT series_id, MAX(version) AS version, MAX(updated_ms) AS modified "
      "FROM events WHERE series_id = :series AND state > 0 GROUP BY series_id) i ON i.series_id = m.id "
      "WHERE m.id = :id AND m.calendar_id = :calendar AND m.series_id IS NULL AND m.state = 1) h"_s;

// Word for word what the indexes on names and UIDs are for.
// No word of state = 1: as long as PostgreSQL has not analysed the table it would take the index on the
// calendar's times instead, and read the whole calendar.
QString byUid(qsizetype places)
{
    return u"SELECT id, state FROM events WHERE calendar_id = :calendar AND series_id IS NULL AND state < 2 "
           "AND uid IN ("_s
        + shared::rowPlaces(u":uid"_s, places) + u')';
}
const QString kByName =
    u"SELECT id FROM events WHERE calendar_id = :calendar AND dav_name <> '' AND dav_name = :name"_s;

ObjectHead readHead(const shared::Query &row)
{
    const auto id = row.id<EventId>(0);
    return {id, row.text(1), objectName(row.text(2), row.text(1), id), row.integer(3), row.integer(4)};
}
}

QString objectName(const QString &davName, const QString &uid, const EventId &id)
{
    if (!davName.isEmpty())
        return davName;
    const bool usable = uid.size() <= kMaxNameFromUid && !uid.startsWith(u'.')
        && std::none_of(uid.begin(), uid.end(), [](QChar c) {
                            return c == u'/' || c == u'\\' || c.category() == QChar::Other_Control;
                        });
    return (usable ? uid : id.toString()) + kSuffix;
}

ObjectTable::ObjectTable(shared::Database &database, shared::CalendarId calendar)
    : m_db(database)
    , m_calendar(calendar)
{
}

QList<ObjectHead> ObjectTable::read(const QString &condition, const Binder &bind)
{
    auto query = m_db.query(kHeads + condition);
    query.bind(u":instances"_s, m_calendar).bind(u":calendar"_s, m_calendar);
    if (bind)
        bind(query);
    query.run();
    QList<ObjectHead> heads;
    while (query.next())
        heads.append(readHead(query));
    return heads;
}

std::optional<ObjectHead> ObjectTable::head(const EventId &id)
{
    auto query = m_db.query(kHead);
    query.bind(u":series"_s, id).bind(u":id"_s, id).bind(u":calendar"_s, m_calendar).run();
    return query.next() ? std::optional(readHead(query)) : std::nullopt;
}

QList<ObjectHead> ObjectTable::all(const std::optional<Range> &range)
{
    QList<ObjectHead> heads;
    if (range) {
        heads = read(u"WHERE ((h.start_ms < :to OR h.recurrence LIKE '%RDATE%') AND (h.end_ms > :from OR "
                     u"(h.recurrence <> '' AND "
                     "(h.series_end_ms IS NULL OR h.series_end_ms > :series_from)))) OR h.id IN (SELECT "
                     "x.series_id FROM events x WHERE x.calendar_id = :same AND x.series_id IS NOT NULL AND "
                     "x.state = 1 AND x.start_ms < :instance_to AND x.end_ms > :instance_from)"_s,
                     [this, &range](shared::Query &query) {
                         query.bind(u":to"_s, range->toMs)
                             .bind(u":from"_s, range->fromMs)
                             .bind(u":series_from"_s, range->fromMs)
                             .bind(u":same"_s, m_calendar)
                             .bind(u":instance_to"_s, range->toMs)
                             .bind(u":instance_from"_s, range->fromMs);
                     });
    } else {
        heads = read({});
    }
    std::sort(heads.begin(), heads.end(),
              [](const ObjectHead &a, const ObjectHead &b) { return a.name < b.name; });
    return heads;
}

std::optional<ObjectHead> ObjectTable::find(const QString &name)
{
    const QString stem = name.endsWith(kSuffix) ? name.chopped(kSuffix.size()) : QString();
    QList<EventId> ids = withUids({stem});
    if (const auto id = EventId::fromString(stem))
        ids.append(*id);
    auto query = m_db.query(kByName);
    query.bind(u":calendar"_s, m_calendar).bind(u":name"_s, name).run();
    while (query.next())
        ids.append(query.id<EventId>(0));
    for (const EventId &id : std::as_const(ids))
        if (const auto found = head(id); found && found->name == name)
            return found;
    return std::nullopt;
}

std::optional<ObjectHead> ObjectTable::findUid(const QString &uid)
{
    const QList<EventId> ids = withUids({uid});
    return ids.isEmpty() ? std::nullopt : head(ids.first());
}

QList<EventId> ObjectTable::withUids(const QStringList &uids)
{
    static const shared::ManyRows kSql(byUid);
    QList<EventId> ids;
    for (const shared::RowBatch &batch : shared::keyBatches(uids.size())) {
        auto query = m_db.query(kSql.text(batch));
        query.bind(u":calendar"_s, m_calendar);
        bindKeys(query, u":uid"_s, uids, batch);
        query.run();
        while (query.next())
            if (static_cast<EventState>(query.integer(1)) == EventState::Active)
                ids.append(query.id<EventId>(0));
    }
    return ids;
}

QList<ObjectHead> ObjectTable::changedSince(qint64 seq, int limit)
{
    return read(u"WHERE h.version > :since ORDER BY h.version LIMIT :limit"_s,
                [&](shared::Query &query) { query.bind(u":since"_s, seq).bind(u":limit"_s, limit); });
}

QStringList ObjectTable::removed(qint64 since, qint64 until)
{
    auto query =
        m_db.query(u"SELECT r.id, r.uid, r.dav_name FROM (SELECT id, uid, dav_name, version FROM events "
                   "WHERE calendar_id = :calendar AND series_id IS NULL AND state = 2 "
                   "UNION ALL SELECT event_id, uid, dav_name, version FROM moved_events "
                   "WHERE calendar_id = :same) r "
                   "WHERE r.version > :since AND r.version <= :until ORDER BY r.version"_s);
    query.bind(u":calendar"_s, m_calendar)
        .bind(u":same"_s, m_calendar)
        .bind(u":since"_s, since)
        .bind(u":until"_s, until)
        .run();
    QStringList names;
    while (query.next())
        names.append(objectName(query.text(2), query.text(1), query.id<EventId>(0)));
    names.removeDuplicates();
    if (names.isEmpty())
        return names;
    QSet<QString> there;
    for (const ObjectHead &head : all())
        there.insert(head.name);
    names.removeIf([&there](const QString &name) { return there.contains(name); });
    return names;
}

QList<QList<Event>> ObjectTable::events(const QList<ObjectHead> &heads)
{
    QList<EventId> ids;
    ids.reserve(heads.size());
    for (const ObjectHead &head : heads)
        ids.append(head.id);
    return events(ids);
}

QList<QList<Event>> ObjectTable::events(const QList<EventId> &ids)
{
    QHash<EventId, qsizetype> order;
    QList<QList<Event>> objects(ids.size());
    for (qsizetype i = 0; i < ids.size(); ++i)
        order.insert(ids.at(i), i);
    const auto take = [&](shared::Query &query) {
        query.run();
        while (query.next()) {
            const Event event = readEvent(query, 0).event;
            const auto place = order.constFind(event.series.isNull() ? event.id : event.series);
            if (place != order.cend() && event.calendar == m_calendar)
                objects[*place].append(event);
        }
    };
    if (ids.size() > kManyObjects)
        takeAll(take);
    else
        takeSome(ids, take);
    for (QList<Event> &object : objects)
        std::stable_sort(object.begin(), object.end(), [](const Event &a, const Event &b) {
            return std::pair(!a.series.isNull(), a.originalStart.utcMs)
                < std::pair(!b.series.isNull(), b.originalStart.utcMs);
        });
    return objects;
}

void ObjectTable::takeAll(const Taker &take)
{
    static const QString kSql = u"SELECT "_s + eventColumns(u"e"_s)
        + u" FROM events e WHERE e.calendar_id = :calendar AND e.state = 1"_s;
    auto query = m_db.query(kSql);
    take(query.bind(u":calendar"_s, m_calendar));
}

// By their keys alone, for the same reason.
void ObjectTable::takeSome(const QList<EventId> &ids, const Taker &take)
{
    static const shared::ManyRows kSql([](qsizetype places) {
        const QString events =
            u"SELECT "_s + eventColumns(u"e"_s) + u" FROM events e WHERE e.state = 1 AND "_s;
        return events + u"e.id IN ("_s + shared::rowPlaces(u":head"_s, places) + u") UNION ALL "_s + events
            + u"e.series_id IN ("_s + shared::rowPlaces(u":series"_s, places) + u')';
    });
    for (const shared::RowBatch &batch : shared::keyBatches(ids.size())) {
        auto query = m_db.query(kSql.text(batch));
        bindKeys(query, u":head"_s, ids, batch);
        bindKeys(query, u":series"_s, ids, batch);
        take(query);
    }
}

}
