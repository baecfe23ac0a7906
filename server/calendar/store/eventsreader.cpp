#include "server/calendar/store/eventsreader.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/busymask.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/eventrow.h"
#include "server/calendar/store/timebound.h"
#include "server/proto/convert.h"
#include "shared/sql/transaction.h"

#include <algorithm>
#include <array>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::Event;
using shared::Result;

namespace {
// Beyond every time that RFC 3339 can say.
constexpr qint64 kEarliest = -1'000'000'000'000'000;
constexpr qint64 kLatest = 1'000'000'000'000'000;

std::string cursorText(const EventPlace &last)
{
    QByteArray plain =
        QByteArray::number(last.startMs) + ' ' + shared::EventId{last.id}.toString().toLatin1();
    if (!last.occurrence.isEmpty())
        plain += ' ' + last.occurrence.toLatin1();
    return plain.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals).toStdString();
}

bool readCursor(const std::string &text, EventPlace &after)
{
    if (text.empty())
        return true;
    const QByteArray plain =
        QByteArray::fromBase64(QByteArray::fromStdString(text), QByteArray::Base64UrlEncoding);
    const QList<QByteArray> parts = plain.split(' ');
    if (parts.size() < 2 || parts.size() > 3)
        return false;
    const auto id = shared::EventId::fromString(QString::fromLatin1(parts[1]));
    bool ok = false;
    after.startMs = parts[0].toLongLong(&ok);
    if (!ok || !id)
        return false;
    after.id = id->value;
    after.occurrence = QString::fromLatin1(parts.value(2));
    return true;
}

enum class Rows {
    All, ///< as they are stored
    Single, ///< of the expanded answer: what is not recurring, changed instances included
    Series, ///< recurring ones
    Changed, ///< the changed instances of recurring ones
};

QString joinSql(bool oneCalendar)
{
    return u" FROM members m JOIN calendars c ON c.id = m.calendar_id AND c.deleted_ms IS NULL "
           "JOIN events e ON e.calendar_id = m.calendar_id AND e.state = 1 "_s
        + (oneCalendar ? u"AND m.calendar_id = :calendar "_s : QString());
}

QString pageSql(Rows rows, bool oneCalendar)
{
    const QString series = u"WHERE m.user_id = :user AND e.recurrence <> '' "
                           "AND (e.start_ms < :to OR e.recurrence LIKE '%RDATE%') " // may be before the start
                           "AND (e.series_end_ms IS NULL OR e.series_end_ms > :from) "_s;
    const QString events = u"SELECT "_s + eventColumns(u"e"_s) + u", c.name, m.role, c.time_zone"_s;
    const QString page = u"WHERE m.user_id = :user AND e.start_ms < :to AND e.start_ms >= :floor "
                         "AND e.end_ms > :from AND (e.start_ms, e.id) > (:after_ms, :after_id) "_s;
    const QString order = u"ORDER BY e.start_ms, e.id LIMIT :limit"_s;
    switch (rows) {
    case Rows::All:
        return events + joinSql(oneCalendar) + page + order;
    case Rows::Single:
        return events + joinSql(oneCalendar) + page
            + u"AND e.recurrence = '' AND (e.series_id IS NULL OR e.status <> 2) "_s + order;
    case Rows::Series:
        return events + joinSql(oneCalendar) + series;
    case Rows::Changed:
        return u"SELECT i.series_id, i.original_wall"_s + joinSql(oneCalendar)
            + u"JOIN events i ON i.series_id = e.id AND i.state < 2 AND i.state = 1 "_s + series;
    }
    Q_UNREACHABLE();
}

/// The texts are as long as their tables have columns: made once.
const QString &sqlFor(Rows rows, bool oneCalendar)
{
    static const auto kTexts = [] {
        std::array<std::array<QString, 2>, 4> texts;
        for (const Rows each : {Rows::All, Rows::Single, Rows::Series, Rows::Changed})
            for (const bool one : {false, true})
                texts[size_t(each)][one ? 1 : 0] = pageSql(each, one);
        return texts;
    }();
    return kTexts[size_t(rows)][oneCalendar ? 1 : 0];
}

Event readShown(const shared::Query &row, const shared::UserId &user)
{
    Event event = readEvent(row, 0).event;
    event.calendarName = row.text(kEventColumns);
    maskFor(event, static_cast<shared::Role>(row.integer(kEventColumns + 1)), user);
    return event;
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
    const shared::Transaction snapshot(m_db, shared::Transaction::Mode::Read);
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
    const auto from = timeBound(request.from(), zone, kEarliest, u"'from'"_s);
    if (!from)
        return from.error();
    const auto to = timeBound(request.to(), zone, kLatest, u"'to'"_s);
    if (!to)
        return to.error();
    if (*to <= *from)
        return invalidArgument(u"'to' is not after 'from'."_s, u"empty_range"_s);
    if (request.limit() < 0)
        return invalidArgument(u"'limit' is negative."_s);
    const int limit =
        request.limit() == 0 ? m_options.maxEvents : std::min(request.limit(), m_options.maxEvents);
    const bool window = !request.from().empty() && !request.to().empty();
    Range range{*from, *to, {kEarliest, {}, {}}, limit, window && !request.stored()};
    if (range.expanded && *to - *from > shared::kMaxEventMs)
        return invalidArgument(u"Occurrences are worked out for at most five years at a time."_s,
                               u"window_too_long"_s);
    if (!readCursor(request.cursor(), range.after))
        return invalidArgument(u"'cursor' is none that was given out."_s, u"invalid_cursor"_s);
    return range;
}

void EventsReader::readPage(const std::optional<Calendar> &calendar, const Range &range,
                            pb::EventsResponse &response)
{
    // No event is longer than this, so the index on the start bounds the search from below as well.
    const qint64 floor = range.fromMs == kEarliest ? kEarliest : range.fromMs - shared::kMaxEventMs;
    OccurrencePage page({range.fromMs, range.toMs, range.after, range.limit});
    {
        auto query = m_db.query(sqlFor(range.expanded ? Rows::Single : Rows::All, calendar.has_value()));
        query.bind(u":user"_s, m_caller.user)
            .bind(u":to"_s, range.toMs)
            .bind(u":floor"_s, floor)
            .bind(u":from"_s, range.fromMs)
            .bind(u":after_ms"_s, range.after.startMs)
            .bind(u":after_id"_s, range.after.id)
            .bind(u":limit"_s, range.limit + 1);
        if (calendar)
            query.bind(u":calendar"_s, calendar->id);
        query.run();
        while (query.next())
            page.add(readShown(query, m_caller.user));
    }
    if (range.expanded)
        readSeries(calendar, range, page);
    if (page.writeTo(response))
        response.set_next_cursor(cursorText(page.last()));
}

void EventsReader::readSeries(const std::optional<Calendar> &calendar, const Range &range,
                              OccurrencePage &page)
{
    auto query = m_db.query(sqlFor(Rows::Series, calendar.has_value()));
    query.bind(u":user"_s, m_caller.user).bind(u":to"_s, range.toMs).bind(u":from"_s, range.fromMs);
    if (calendar)
        query.bind(u":calendar"_s, calendar->id);
    query.run();
    if (!query.next())
        return;
    const auto changed = readChanged(calendar, range);
    do {
        const Event master = readShown(query, m_caller.user);
        page.addSeries(master, QTimeZone(query.text(kEventColumns + 2).toUtf8()), changed.value(master.id));
    } while (query.next());
}

QHash<shared::EventId, QSet<QString>> EventsReader::readChanged(const std::optional<Calendar> &calendar,
                                                                const Range &range)
{
    auto query = m_db.query(sqlFor(Rows::Changed, calendar.has_value()));
    query.bind(u":user"_s, m_caller.user).bind(u":to"_s, range.toMs).bind(u":from"_s, range.fromMs);
    if (calendar)
        query.bind(u":calendar"_s, calendar->id);
    query.run();
    QHash<shared::EventId, QSet<QString>> changed;
    while (query.next())
        changed[query.id<shared::EventId>(0)].insert(query.text(1));
    return changed;
}

}
