#include "server/calendar/search/searchreader.h"

#include "server/calendar/access.h"
#include "server/calendar/errors.h"
#include "server/calendar/search/searchquestion.h"
#include "server/calendar/store/calendartable.h"
#include "server/calendar/store/eventrow.h"
#include "server/proto/convert.h"
#include "shared/sql/manyrows.h"
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

/// Public, or the caller's own, or the caller takes part in it.
const QString kMayRead = u"(e.visibility = 0 OR e.created_by = :user OR e.participants LIKE :mention)"_s;

// Of a word that is everywhere, the newest documents are ranked: the cost stays bounded. A message is as
// readable as the event that it is about.
const QString kMatches =
    u"SELECT d.entity, t.rank, CASE WHEN m.id IS NULL THEN e.start_ms ELSE m.at_ms END AS at_ms, "
    "CASE WHEN m.id IS NULL THEN 0 ELSE 1 END AS is_message "
    "FROM (SELECT rowid, rank FROM search_text(:question) ORDER BY rowid DESC LIMIT 2000) t "
    "JOIN search_documents d ON d.id = t.rowid LEFT JOIN messages m ON m.id = d.entity AND m.deleted_ms IS "
    "NULL "
    "LEFT JOIN events e ON e.id = CASE WHEN m.id IS NULL THEN d.entity ELSE m.event_id END "
    "WHERE (m.id IS NOT NULL AND m.event_id IS NULL) OR ((m.id IS NOT NULL OR e.state = 1) AND "_s
    + kMayRead + u") ORDER BY t.rank, at_ms DESC, d.entity LIMIT :most"_s;

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
    const QList<Match> found = matches(question, end + 1);
    const QList<Match> page = found.sliced(std::min<qsizetype>(*offset, found.size()))
                                  .first(std::clamp<qsizetype>(found.size() - *offset, 0, limit));
    addEvents(page);
    addMessages(page);
    for (const Match &match : page)
        if (const auto hit = m_hits.constFind(match.entity); hit != m_hits.cend())
            *response.add_hits() = *hit;
    if (found.size() > end && end <= kMaxOffset)
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

QList<SearchReader::Match> SearchReader::matches(const QString &question, int most)
{
    auto query = m_db.query(kMatches);
    query.bind(u":question"_s, question)
        .bind(u":user"_s, m_caller.user)
        .bind(u":mention"_s, mentionOf(m_caller.user))
        .bind(u":most"_s, most)
        .run();
    QList<Match> found;
    while (query.next())
        found.append({query.uuid(0), query.boolean(3)});
    return found;
}

QList<QUuid> SearchReader::entities(const QList<Match> &matches, bool messages)
{
    QList<QUuid> ids;
    for (const Match &match : matches)
        if (match.isMessage == messages)
            ids.append(match.entity);
    return ids;
}

void SearchReader::addEvents(const QList<Match> &matches)
{
    static const shared::ManyRows kSql([](qsizetype places) {
        return u"SELECT "_s + eventColumns(u"e"_s)
            + u", c.name FROM events e JOIN calendars c ON c.id = e.calendar_id WHERE e.state = 1 AND e.id IN ("_s
            + shared::rowPlaces(u":id"_s, places) + u')';
    });
    const QList<QUuid> ids = entities(matches, false);
    for (const shared::RowBatch &batch : shared::keyBatches(ids.size())) {
        auto query = m_db.query(kSql.text(batch));
        bindKeys(query, u":id"_s, ids, batch);
        query.run();
        while (query.next()) {
            Event event = readEvent(query, 0).event;
            if (!mayRead(event))
                continue;
            event.calendarName = query.text(kEventColumns);
            *m_hits[event.id.value].mutable_event() = toProto(event);
        }
    }
}

void SearchReader::addMessages(const QList<Match> &matches)
{
    static const shared::ManyRows kSql([](qsizetype places) {
        return u"SELECT m.id, m.calendar_id, c.name, m.seq, m.user_id, m.username, m.text, m.at_ms "
               "FROM messages m JOIN calendars c ON c.id = m.calendar_id WHERE m.id IN ("_s
            + shared::rowPlaces(u":id"_s, places) + u')';
    });
    const QList<QUuid> ids = entities(matches, true);
    for (const shared::RowBatch &batch : shared::keyBatches(ids.size())) {
        auto query = m_db.query(kSql.text(batch));
        bindKeys(query, u":id"_s, ids, batch);
        query.run();
        while (query.next()) {
            pb::FoundMessage &message = *m_hits[query.uuid(0)].mutable_message();
            message.set_id(uuidBytes(query.uuid(0)));
            message.set_calendar_id(uuidBytes(query.uuid(1)));
            message.set_calendar_name(utf8(query.text(2)));
            message.set_seq(query.integer(3));
            message.set_user_id(uuidBytes(query.uuid(4)));
            message.set_username(utf8(query.text(5)));
            message.set_text(utf8(query.text(6)));
            message.set_at_ms(query.integer(7));
        }
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
