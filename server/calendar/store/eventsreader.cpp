#include "server/calendar/store/eventsreader.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/busymask.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/eventrow.h"
#include "server/proto/convert.h"
#include "shared/sql/transaction.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::Event;
using shared::Result;

namespace {
// Beyond every time that RFC 3339 can say.
constexpr qint64 kEarliest = -1'000'000'000'000'000;
constexpr qint64 kLatest = 1'000'000'000'000'000;

Result<qint64> bound(const std::string &given, const QTimeZone &zone, qint64 absent, const QString &what)
{
    const QString text = fromUtf8(given).trimmed();
    if (text.isEmpty())
        return absent;
    if (text.size() == 10) {
        const auto date = shared::parseDate(text, what);
        if (!date)
            return date.error();
        return shared::fromWall(shared::dateOf(*date).startOfDay(Qt::UTC), zone).utcMs;
    }
    const auto time = shared::parseTime(text, zone, what);
    if (!time)
        return time.error();
    return time->utcMs;
}

std::string cursorText(const Event &last)
{
    const QByteArray plain = QByteArray::number(last.start.utcMs) + ' ' + last.id.toString().toLatin1();
    return plain.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals).toStdString();
}

bool readCursor(const std::string &text, qint64 &afterMs, QUuid &afterId)
{
    if (text.empty())
        return true;
    const QByteArray plain =
        QByteArray::fromBase64(QByteArray::fromStdString(text), QByteArray::Base64UrlEncoding);
    const qsizetype space = plain.indexOf(' ');
    const auto id = shared::EventId::fromString(QString::fromLatin1(plain.mid(space + 1)));
    bool ok = false;
    afterMs = plain.left(space).toLongLong(&ok);
    if (!ok || !id)
        return false;
    afterId = id->value;
    return true;
}

QString pageSql(bool oneCalendar)
{
    return u"SELECT "_s + eventColumns(u"e"_s)
        + u", c.name, m.role FROM members m "
          "JOIN calendars c ON c.id = m.calendar_id AND c.deleted_ms IS NULL "
          "JOIN events e ON e.calendar_id = m.calendar_id AND e.state = 1 "
          "WHERE m.user_id = :user AND e.start_ms < :to AND e.start_ms >= :floor AND e.end_ms > :from "
          "AND (e.start_ms, e.id) > (:after_ms, :after_id) "_s
        + (oneCalendar ? u"AND m.calendar_id = :calendar "_s : QString())
        + u"ORDER BY e.start_ms, e.id LIMIT :limit"_s;
}
}

EventsReader::EventsReader(shared::Database &database, const CallContext &caller,
                           const CalendarOptions &options)
    : m_db(database)
    , m_caller(caller)
    , m_options(options)
{
}

Result<pb::EventsResponse> EventsReader::read(const pb::EventsRequest &request, const Revision &revision)
{
    pb::EventsResponse response;
    response.set_revision(revision.text.toStdString());
    response.set_calendars(revision.calendars);
    const bool one = !request.calendar().id().empty() || !request.calendar().name().empty();
    if (!one) {
        const auto page = range(request, QTimeZone::utc());
        if (!page)
            return page.error();
        if (revision.calendars > 0)
            readPage(std::nullopt, *page, response);
        return response;
    }
    const shared::Transaction snapshot(m_db, shared::Transaction::Mode::Read);
    const auto calendar = requireAccess(m_db, m_caller, request.calendar(), Right::See);
    if (!calendar)
        return calendar.error();
    const auto page = range(request, QTimeZone(calendar->timeZone.toUtf8()));
    if (!page)
        return page.error();
    response.set_seq(calendar->seq);
    readPage(*calendar, *page, response);
    return response;
}

Result<EventsReader::Range> EventsReader::range(const pb::EventsRequest &request, const QTimeZone &zone) const
{
    const auto from = bound(request.from(), zone, kEarliest, u"'from'"_s);
    if (!from)
        return from.error();
    const auto to = bound(request.to(), zone, kLatest, u"'to'"_s);
    if (!to)
        return to.error();
    if (*to <= *from)
        return invalidArgument(u"'to' is not after 'from'."_s, u"empty_range"_s);
    if (request.limit() < 0)
        return invalidArgument(u"'limit' is negative."_s);
    const int limit =
        request.limit() == 0 ? m_options.maxEvents : std::min(request.limit(), m_options.maxEvents);
    Range range{*from, *to, kEarliest, {}, limit};
    if (!readCursor(request.cursor(), range.afterMs, range.afterId))
        return invalidArgument(u"'cursor' is none that was given out."_s, u"invalid_cursor"_s);
    return range;
}

void EventsReader::readPage(const std::optional<Calendar> &calendar, const Range &range,
                            pb::EventsResponse &response)
{
    static const QString kAll = pageSql(false);
    static const QString kOne = pageSql(true);
    // No event is longer than this, so the index on the start bounds the search from below as well.
    const qint64 floor = range.fromMs == kEarliest ? kEarliest : range.fromMs - shared::kMaxEventMs;
    auto query = m_db.query(calendar ? kOne : kAll);
    query.bind(u":user"_s, m_caller.user)
        .bind(u":to"_s, range.toMs)
        .bind(u":floor"_s, floor)
        .bind(u":from"_s, range.fromMs)
        .bind(u":after_ms"_s, range.afterMs)
        .bind(u":after_id"_s, range.afterId)
        .bind(u":limit"_s, range.limit + 1);
    if (calendar)
        query.bind(u":calendar"_s, calendar->id);
    query.run();
    Event event;
    while (query.next()) {
        if (response.events_size() == range.limit) {
            response.set_next_cursor(cursorText(event));
            return;
        }
        event = readEvent(query, 0).event;
        event.calendarName = query.text(kEventColumns);
        if (static_cast<shared::Role>(query.integer(kEventColumns + 1)) == shared::Role::Busy)
            maskEvent(event);
        *response.add_events() = toProto(event);
    }
}

}
