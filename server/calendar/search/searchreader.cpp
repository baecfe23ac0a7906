#include "server/calendar/search/searchreader.h"

#include "server/calendar/access.h"
#include "server/calendar/errors.h"
#include "server/calendar/search/searchquestion.h"
#include "server/calendar/store/calendartable.h"
#include "server/calendar/store/eventrow.h"
#include "server/proto/convert.h"
#include "shared/sql/transaction.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Event;
using shared::Result;

namespace {
constexpr int kDefaultLimit = 50;
constexpr int kMaxLimit = 100;
constexpr int kMaxOffset = 1000;

// Of a word that is everywhere, the newest documents are ranked: the cost stays bounded.
const QString kMatches =
    u"FROM (SELECT rowid, rank FROM search_text(:question) ORDER BY rowid DESC LIMIT 2000) t "
    "JOIN search_documents d ON d.id = t.rowid "_s;

/// Public, or the caller's own, or the caller takes part in it.
const QString kMayRead = u"(e.visibility = 0 OR e.created_by = :user OR e.participants LIKE :mention) "_s;

QString mentionOf(const shared::UserId &user) { return u"%\""_s + user.toString() + u"\"%"_s; }

Result<int> offsetIn(const std::string &cursor)
{
    if (cursor.empty())
        return 0;
    bool ok = false;
    const int offset = fromUtf8(cursor).toInt(&ok);
    if (!ok || offset < 0 || offset > kMaxOffset)
        return invalidArgument(u"'cursor' is none that was given out."_s, u"invalid_cursor"_s);
    return offset;
}
}

SearchReader::SearchReader(shared::Database &database, const CallContext &caller)
    : m_db(database)
    , m_caller(caller)
{
}

Result<pb::SearchResponse> SearchReader::read(const pb::SearchRequest &request)
{
    const QString text = fromUtf8(request.text());
    if (searchWords(text, m_db.engine()).isEmpty())
        return invalidArgument(u"There is no word to search for."_s, u"no_word"_s);
    const auto offset = offsetIn(request.cursor());
    if (!offset)
        return offset.error();
    const int limit = request.limit() > 0 ? std::min(request.limit(), kMaxLimit) : kDefaultLimit;
    const shared::Transaction snapshot(m_db, shared::Transaction::Mode::Read);
    const auto readable = rooms(request.calendar());
    if (!readable)
        return readable.error();
    const QString question = searchQuestion(*readable, text, m_db.engine());
    pb::SearchResponse response;
    if (question.isEmpty())
        return response;
    const int end = *offset + limit;
    addEvents(question, end + 1);
    addMessages(question, end + 1);
    std::stable_sort(m_hits.begin(), m_hits.end(), [](const Hit &a, const Hit &b) {
        return std::tie(a.rank, b.atMs) < std::tie(b.rank, a.atMs);
    });
    const int found = static_cast<int>(m_hits.size());
    for (int i = *offset; i < std::min(end, found); ++i)
        *response.add_hits() = std::move(m_hits[static_cast<size_t>(i)].hit);
    if (found > end && end <= kMaxOffset)
        response.set_next_cursor(std::to_string(end));
    return response;
}

Result<QList<shared::CalendarId>> SearchReader::rooms(const pb::CalendarRef &calendar)
{
    QList<shared::CalendarId> readable;
    if (!calendar.id().empty() || !calendar.name().empty()) {
        const auto found = requireAccess(m_db, m_caller, calendar, Right::See);
        if (!found)
            return found.error();
        if (found->role != shared::Role::Busy)
            readable.append(found->id);
        return readable;
    }
    const auto all = CalendarTable(m_db).ofUser(m_caller.user);
    for (const shared::Calendar &each : all)
        if (each.role != shared::Role::Busy)
            readable.append(each.id);
    return readable;
}

void SearchReader::addEvents(const QString &question, int most)
{
    static const QString kSql = u"SELECT "_s + eventColumns(u"e"_s) + u", c.name, t.rank "_s + kMatches
        + u"JOIN events e ON e.id = d.entity AND e.state = 1 JOIN calendars c ON c.id = e.calendar_id WHERE "_s
        + kMayRead + u"ORDER BY t.rank, e.start_ms DESC, e.id LIMIT :most"_s;
    auto query = m_db.query(kSql);
    query.bind(u":question"_s, question)
        .bind(u":user"_s, m_caller.user)
        .bind(u":mention"_s, mentionOf(m_caller.user))
        .bind(u":most"_s, most)
        .run();
    while (query.next()) {
        Event event = readEvent(query, 0).event;
        if (!mayRead(event))
            continue;
        event.calendarName = query.text(kEventColumns);
        Hit hit{query.real(kEventColumns + 1), event.start.utcMs, {}};
        *hit.hit.mutable_event() = toProto(event);
        m_hits.push_back(std::move(hit));
    }
}

void SearchReader::addMessages(const QString &question, int most)
{
    static const QString kSql =
        u"SELECT m.id, m.calendar_id, c.name, m.seq, m.user_id, m.username, m.text, m.at_ms, t.rank "_s
        + kMatches
        + u"JOIN messages m ON m.id = d.entity AND m.deleted_ms IS NULL JOIN calendars c ON c.id = "
          u"m.calendar_id "
          "WHERE m.event_id IS NULL OR EXISTS (SELECT 1 FROM events e WHERE e.id = m.event_id AND "_s
        + kMayRead + u") ORDER BY t.rank, m.at_ms DESC, m.id LIMIT :most"_s;
    auto query = m_db.query(kSql);
    query.bind(u":question"_s, question)
        .bind(u":user"_s, m_caller.user)
        .bind(u":mention"_s, mentionOf(m_caller.user))
        .bind(u":most"_s, most)
        .run();
    while (query.next()) {
        Hit hit{query.real(8), query.integer(7), {}};
        pb::FoundMessage &message = *hit.hit.mutable_message();
        message.set_id(uuidBytes(query.uuid(0)));
        message.set_calendar_id(uuidBytes(query.uuid(1)));
        message.set_calendar_name(utf8(query.text(2)));
        message.set_seq(query.integer(3));
        message.set_user_id(uuidBytes(query.uuid(4)));
        message.set_username(utf8(query.text(5)));
        message.set_text(utf8(query.text(6)));
        message.set_at_ms(query.integer(7));
        m_hits.push_back(std::move(hit));
    }
}

bool SearchReader::mayRead(const Event &event) const
{
    if (event.visibility == shared::Visibility::Public || event.createdBy == m_caller.user)
        return true;
    return std::any_of(event.participants.begin(), event.participants.end(),
                       [this](const shared::Participant &each) { return each.user == m_caller.user; });
}

}
