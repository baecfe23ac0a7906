#include "server/calendar/history/versiontable.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::EventId;
using shared::Query;

namespace {
constexpr int kNumberColumn = kEventColumns;

/// A former version belongs to no saga.
const QString &formerColumns()
{
    static const QString kText = [] {
        QString text = eventColumns(u"v"_s);
        return text.replace("v.saga_id"_L1, "NULL"_L1) + u", v.number"_s;
    }();
    return kText;
}

const QString &currentColumns()
{
    static const QString kText = eventColumns(u"e"_s)
        + u", COALESCE((SELECT MAX(x.number) FROM event_versions x WHERE x.id = e.id), 0) + 1"_s;
    return kText;
}

EventVersion readVersion(const Query &row) { return {readEvent(row, 0), row.integer(kNumberColumn)}; }

QString pageSql(bool begins)
{
    const QString formerPlace = begins
        ? QString()
        : u"AND (v.updated_ms, v.version, v.id, v.number) < (:at, :version, :place, :number) "_s;
    const QString currentPlace = begins
        ? QString()
        : u"AND (e.updated_ms, e.version, e.id, COALESCE((SELECT MAX(y.number) FROM event_versions y "
          "WHERE y.id = e.id), 0) + 1) < (:at2, :version2, :place2, :number2) "_s;
    return u"SELECT "_s + formerColumns()
        + u" FROM event_versions v WHERE (v.id = :id OR v.series_id = :series) "_s + formerPlace
        + u"UNION ALL SELECT "_s + currentColumns()
        + u" FROM events e WHERE (e.id = :id2 OR e.series_id = :series2) AND e.state > 0 "_s + currentPlace
        + u"ORDER BY 26 DESC, 6 DESC, 1 DESC, 37 DESC LIMIT :limit"_s;
}
}

VersionTable::VersionTable(shared::Database &database)
    : m_db(database)
{
}

VersionTable::Place VersionTable::placeOf(const EventVersion &version)
{
    const shared::Event &event = version.stored.event;
    return {event.updatedMs, event.version, event.id, version.number};
}

QList<EventVersion> VersionTable::page(const EventId &event, const std::optional<Place> &after, int limit)
{
    static const QString kFirst = pageSql(true);
    static const QString kNext = pageSql(false);
    auto query = m_db.query(after ? kNext : kFirst);
    query.bind(u":id"_s, event).bind(u":series"_s, event).bind(u":id2"_s, event).bind(u":series2"_s, event);
    if (after)
        query.bind(u":at"_s, after->atMs)
            .bind(u":version"_s, after->version)
            .bind(u":place"_s, after->event)
            .bind(u":number"_s, after->number)
            .bind(u":at2"_s, after->atMs)
            .bind(u":version2"_s, after->version)
            .bind(u":place2"_s, after->event)
            .bind(u":number2"_s, after->number);
    query.bind(u":limit"_s, limit).run();
    QList<EventVersion> versions;
    while (query.next())
        versions.append(readVersion(query));
    return versions;
}

std::optional<EventVersion> VersionTable::find(const EventId &event, qint64 number)
{
    {
        auto query = m_db.query(u"SELECT "_s + formerColumns()
                                + u" FROM event_versions v WHERE v.id = :id AND v.number = :number"_s);
        if (query.bind(u":id"_s, event).bind(u":number"_s, number).run().next())
            return readVersion(query);
    }
    auto query =
        m_db.query(u"SELECT "_s + currentColumns() + u" FROM events e WHERE e.id = :id AND e.state > 0"_s);
    if (!query.bind(u":id"_s, event).run().next() || query.integer(kNumberColumn) != number)
        return std::nullopt;
    return readVersion(query);
}

QList<EventVersion> VersionTable::mentioning(const shared::CalendarId &calendar, const QString &mention,
                                             const EventId &afterEvent, qint64 afterNumber, int limit)
{
    const bool begins = afterEvent.isNull();
    auto query = m_db.query(u"SELECT "_s + formerColumns()
                            + u" FROM event_versions v WHERE v.calendar_id = :calendar "
                              "AND v.participants LIKE :mention "_s
                            + (begins ? QString() : u"AND (v.id, v.number) > (:after, :number) "_s)
                            + u"ORDER BY v.id, v.number LIMIT :limit"_s);
    query.bind(u":calendar"_s, calendar)
        .bind(u":mention"_s, u"%"_s + mention + u'%')
        .bind(u":limit"_s, limit);
    if (!begins)
        query.bind(u":after"_s, afterEvent).bind(u":number"_s, afterNumber);
    query.run();
    QList<EventVersion> versions;
    while (query.next())
        versions.append(readVersion(query));
    return versions;
}

void VersionTable::setParticipants(const EventVersion &version)
{
    m_db.query(
            u"UPDATE event_versions SET participants = :participants WHERE id = :id AND number = :number"_s)
        .bind(u":participants"_s, participantsText(version.stored.event.participants))
        .bind(u":id"_s, version.stored.event.id)
        .bind(u":number"_s, version.number)
        .run();
}

}
