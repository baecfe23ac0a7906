#include "server/calendar/objects/objecttable.h"

#include "server/calendar/store/eventrow.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Event;
using shared::EventId;

namespace {
constexpr qsizetype kMaxNameFromUid = 200;
constexpr qsizetype kSomeObjects = 100; ///< up to so many the events are asked for one object at a time
const QString kSuffix = u".ics"_s;

// A changed instance that was deleted goes on to count for as long as it is in the trash.
const QString kHeads =
    u"SELECT h.id, h.uid, h.dav_name, h.version, h.modified FROM (SELECT m.id AS id, m.uid AS uid, "
    "m.dav_name AS dav_name, m.start_ms AS start_ms, m.end_ms AS end_ms, m.recurrence AS recurrence, "
    "m.series_end_ms AS series_end_ms, "
    "CASE WHEN i.version > m.version THEN i.version ELSE m.version END AS version, "
    "CASE WHEN i.version > m.version THEN i.modified ELSE m.updated_ms END AS modified "
    "FROM events m LEFT JOIN (SELECT series_id, MAX(version) AS version, MAX(updated_ms) AS modified "
    "FROM events WHERE calendar_id = :instances AND series_id IS NOT NULL AND state > 0 GROUP BY series_id) "
    "i "
    "ON i.series_id = m.id WHERE m.calendar_id = :calendar AND m.series_id IS NULL AND m.state = 1) h "_s;
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
    while (query.next()) {
        const auto id = query.id<EventId>(0);
        heads.append({id, query.text(1), objectName(query.text(2), query.text(1), id), query.integer(3),
                      query.integer(4)});
    }
    return heads;
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
    const auto id = EventId::fromString(stem);
    const auto heads =
        read(u"WHERE h.dav_name = :name OR (h.dav_name = '' AND (h.uid = :stem OR h.id = :id))"_s,
             [&](shared::Query &query) {
                 query.bind(u":name"_s, name).bind(u":stem"_s, stem).bind(u":id"_s, id.value_or(EventId{}));
             });
    const auto found = std::find_if(heads.begin(), heads.end(),
                                    [&name](const ObjectHead &head) { return head.name == name; });
    return found == heads.end() ? std::nullopt : std::optional(*found);
}

std::optional<ObjectHead> ObjectTable::findUid(const QString &uid)
{
    const auto heads =
        read(u"WHERE h.uid = :uid"_s, [&uid](shared::Query &query) { query.bind(u":uid"_s, uid); });
    return heads.isEmpty() ? std::nullopt : std::optional(heads.first());
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
    QHash<EventId, qsizetype> places;
    QList<QList<Event>> objects(heads.size());
    for (qsizetype i = 0; i < heads.size(); ++i)
        places.insert(heads.at(i).id, i);
    const auto take = [&](shared::Query &query) {
        query.run();
        while (query.next()) {
            const Event event = readEvent(query, 0).event;
            const auto place = places.constFind(event.series.isNull() ? event.id : event.series);
            if (place == places.cend())
                continue;
            if (event.series.isNull())
                objects[*place].prepend(event);
            else
                objects[*place].append(event);
        }
    };
    const QString columns =
        u"SELECT "_s + eventColumns(u"e"_s) + u" FROM events e WHERE e.calendar_id = :calendar "_s;
    if (heads.size() > kSomeObjects) {
        auto query = m_db.query(columns + u"AND e.state = 1 ORDER BY e.original_ms"_s);
        take(query.bind(u":calendar"_s, m_calendar));
        return objects;
    }
    for (const ObjectHead &head : heads) {
        auto query = m_db.query(columns
                                + u"AND e.state = 1 AND (e.id = :id OR e.series_id = :series) "
                                  "ORDER BY e.original_ms"_s);
        take(query.bind(u":calendar"_s, m_calendar).bind(u":id"_s, head.id).bind(u":series"_s, head.id));
    }
    return objects;
}

}
