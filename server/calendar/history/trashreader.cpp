#include "server/calendar/history/trashreader.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/busymask.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/calendartable.h"
#include "server/calendar/store/eventrow.h"
#include "server/proto/convert.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::EventId;
using shared::Result;

namespace {
constexpr int kPage = 100;
constexpr int kMaxPage = 500;

struct Place {
    qint64 deletedMs = 0;
    EventId event;
};

std::string cursorText(const Place &place)
{
    return u"%1_%2"_s.arg(place.deletedMs).arg(place.event.toString()).toStdString();
}

Result<std::optional<Place>> readCursor(const std::string &text)
{
    if (text.empty())
        return std::optional<Place>{};
    const QStringList parts = fromUtf8(text).split(u'_');
    const auto event = EventId::fromString(parts.value(1));
    bool ok = false;
    const qint64 deletedMs = parts.value(0).toLongLong(&ok);
    if (!ok || !event || parts.size() != 2)
        return invalidArgument(u"'cursor' is none that was given out."_s, u"invalid_cursor"_s);
    return std::optional(Place{deletedMs, *event});
}

QString pageSql(bool begins)
{
    return u"SELECT "_s + eventColumns(u"e"_s)
        + u", e.deleted_ms FROM events e WHERE e.calendar_id = :calendar AND e.state = 2 "
          "AND e.deleted_ms >= :since AND NOT EXISTS (SELECT 1 FROM events s "
          "WHERE s.id = e.series_id AND s.state = 2 AND s.deleted_ms = e.deleted_ms) "_s
        + (begins ? QString() : u"AND (e.deleted_ms, e.id) < (:after_ms, :after_id) "_s)
        + u"ORDER BY e.deleted_ms DESC, e.id DESC LIMIT :limit"_s;
}
}

TrashReader::TrashReader(shared::Database &database, const CallContext &caller, qint64 keptMs, qint64 nowMs)
    : m_db(database)
    , m_caller(caller)
    , m_keptMs(keptMs)
    , m_nowMs(nowMs)
{
}

Result<pb::TrashResponse> TrashReader::read(const pb::TrashRequest &request)
{
    const auto calendar = requireAccess(m_db, m_caller, request.calendar(), Right::WriteEvents);
    if (!calendar)
        return calendar.error();
    const auto after = readCursor(request.cursor());
    if (!after)
        return after.error();
    const int limit = request.limit() > 0 ? std::min(request.limit(), kMaxPage) : kPage;
    auto query = m_db.query(pageSql(!after->has_value()));
    query.bind(u":calendar"_s, calendar->id)
        .bind(u":since"_s, m_nowMs - m_keptMs)
        .bind(u":limit"_s, limit + 1);
    if (*after)
        query.bind(u":after_ms"_s, (*after)->deletedMs).bind(u":after_id"_s, (*after)->event);
    query.run();
    pb::TrashResponse response;
    Place last;
    for (int row = 0; query.next(); ++row) {
        if (row == limit) {
            response.set_next_cursor(cursorText(last));
            break;
        }
        shared::Event event = readEvent(query, 0).event;
        last = {query.integer(kEventColumns), event.id};
        if (isHidden(event, m_caller.user))
            continue;
        event.calendarName = calendar->name;
        pb::TrashedEvent &trashed = *response.add_events();
        *trashed.mutable_event() = toProto(event);
        trashed.set_deleted_ms(last.deletedMs);
        trashed.set_kept_until_ms(last.deletedMs + m_keptMs);
    }
    return response;
}

Result<pb::TrashedCalendarsResponse> TrashReader::readCalendars()
{
    pb::TrashedCalendarsResponse response;
    const auto trash = CalendarTable(m_db).trash(m_caller.user, m_nowMs - m_keptMs);
    for (const CalendarTable::Trashed &each : trash) {
        if (!shared::mayManage(each.calendar.role))
            continue;
        pb::TrashedCalendar &trashed = *response.add_calendars();
        *trashed.mutable_calendar() = toProto(each.calendar);
        trashed.set_deleted_ms(each.deletedMs);
        trashed.set_kept_until_ms(each.deletedMs + m_keptMs);
        trashed.set_deleted_by_name(utf8(each.deletedByName));
    }
    return response;
}

}
