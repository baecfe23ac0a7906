#include "server/calendar/departures/erasetraces.h"

#include "server/calendar/changes/changedata.h"
#include "server/calendar/departures/anonymised.h"
#include "server/calendar/errors.h"
#include "server/calendar/history/versiontable.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::ChangeKind;
using shared::Done;
using shared::Event;
using shared::EventId;
using shared::Outcome;
using shared::Result;

namespace {
constexpr int kEventsAtOnce = 100;
constexpr int kVersionsAtOnce = 200;
constexpr int kChangesAtOnce = 500;

bool says(ChangeKind kind) { return kind == ChangeKind::MemberJoined || kind == ChangeKind::MemberLeft; }
}

EraseTraces::EraseTraces(const shared::CalendarId &calendar, const shared::UserId &user,
                         const QString &username, const Progress &from)
    : m_calendar(calendar)
    , m_user(user)
    , m_username(username)
    , m_from(from)
{
}

Result<EraseTraces::Progress> EraseTraces::operator()(UnitOfWork &unit) const
{
    if (m_from.afterSeq > 0)
        return eraseChanges(unit);
    if (m_from.afterVersion > 0)
        return eraseVersions(unit);
    const QList<EventId> events = eventsOf(unit);
    for (const EventId &event : events) {
        if (const Outcome left = leaveEvent(unit, event); !left)
            return left.error();
    }
    if (!events.isEmpty()) {
        unit.commit();
        return Progress{events.last(), 0, 0, false};
    }
    eraseNames(unit);
    return eraseVersions(unit);
}

void EraseTraces::eraseNames(UnitOfWork &unit) const
{
    const auto run = [&](const QString &sql, bool withName) {
        auto query = unit.db().query(sql);
        query.bind(u":calendar"_s, m_calendar).bind(u":former"_s, formerMember());
        if (withName)
            query.bind(u":name"_s, m_username);
        else
            query.bind(u":user"_s, m_user);
        query.run();
    };
    run(u"UPDATE events SET created_by_name = :former WHERE calendar_id = :calendar AND created_by = :user"_s,
        false);
    run(u"UPDATE events SET updated_by_name = :former "
        "WHERE calendar_id = :calendar AND updated_by_name = :name"_s,
        true);
    run(u"UPDATE event_versions SET created_by_name = :former "
        "WHERE calendar_id = :calendar AND created_by = :user"_s,
        false);
    run(u"UPDATE event_versions SET updated_by_name = :former "
        "WHERE calendar_id = :calendar AND updated_by_name = :name"_s,
        true);
    run(u"UPDATE messages SET username = :former WHERE calendar_id = :calendar AND user_id = :user"_s, false);
    run(u"UPDATE invites SET created_by_name = :former WHERE calendar_id = :calendar AND created_by = :user"_s,
        false);
    run(u"UPDATE polls SET created_by_name = :former WHERE calendar_id = :calendar AND created_by = :user"_s,
        false);
    run(u"UPDATE poll_answers SET username = :former WHERE user_id = :user AND poll_id IN "
        "(SELECT id FROM polls WHERE calendar_id = :calendar)"_s,
        false);
    run(u"UPDATE sagas SET username = :former WHERE calendar_id = :calendar AND user_id = :user "
        "AND state >= 2"_s,
        false);
    eraseMentions(unit);
    eraseMarks(unit);
    // Of the trash only: a calendar that lives has been left.
    unit.db()
        .query(u"DELETE FROM members WHERE calendar_id = :calendar AND user_id = :user AND calendar_id IN "
               "(SELECT id FROM calendars WHERE deleted_ms IS NOT NULL)"_s)
        .bind(u":calendar"_s, m_calendar)
        .bind(u":user"_s, m_user)
        .run();
    // Nobody is left who could want it back: the next housekeeping removes it.
    unit.db()
        .query(u"UPDATE calendars SET deleted_ms = 0 WHERE id = :calendar AND deleted_ms IS NOT NULL "
               "AND NOT EXISTS (SELECT 1 FROM members WHERE calendar_id = :calendar)"_s)
        .bind(u":calendar"_s, m_calendar)
        .run();
}

void EraseTraces::eraseMentions(UnitOfWork &unit) const
{
    QHash<QUuid, QJsonObject> messages;
    {
        auto query = unit.db().query(u"SELECT id, mentions, text FROM messages "
                                     "WHERE calendar_id = :calendar AND mentions LIKE :mention"_s);
        query.bind(u":calendar"_s, m_calendar).bind(u":mention"_s, u"%"_s + m_user.toString() + u'%').run();
        while (query.next())
            messages.insert(query.uuid(0),
                            {{u"mentions"_s, QJsonDocument::fromJson(query.text(1).toUtf8()).array()},
                             {u"message"_s, query.text(2)}});
    }
    for (auto message = messages.cbegin(); message != messages.cend(); ++message) {
        const QJsonObject erased = anonymised(message.value(), m_user, m_username);
        const QJsonDocument mentions(erased.value("mentions"_L1).toArray());
        unit.db()
            .query(u"UPDATE messages SET mentions = :mentions, text = :text WHERE id = :id"_s)
            .bind(u":mentions"_s, QString::fromUtf8(mentions.toJson(QJsonDocument::Compact)))
            .bind(u":text"_s, erased.value("message"_L1).toString())
            .bind(u":id"_s, message.key())
            .run();
    }
}

/// What was the user's alone.
void EraseTraces::eraseMarks(UnitOfWork &unit) const
{
    const auto run = [&](const QString &sql, bool ofCalendar) {
        auto query = unit.db().query(sql);
        query.bind(u":user"_s, m_user);
        if (ofCalendar)
            query.bind(u":calendar"_s, m_calendar);
        query.run();
    };
    run(u"DELETE FROM read_marks WHERE calendar_id = :calendar AND user_id = :user"_s, true);
    run(u"UPDATE subscriptions SET synced_as = NULL WHERE calendar_id = :calendar AND synced_as = :user"_s,
        true);
    // The first answers that are kept for them have names in them.
    run(u"DELETE FROM idempotency_keys WHERE user_id = :user"_s, false);
}

bool EraseTraces::isTrashed(UnitOfWork &unit) const
{
    auto query = unit.db().query(u"SELECT 1 FROM calendars WHERE id = :id AND deleted_ms IS NULL"_s);
    return !query.bind(u":id"_s, m_calendar).run().next();
}

QList<EventId> EraseTraces::eventsOf(UnitOfWork &unit) const
{
    // Each is looked at once: an id may also be in the text that a person wrote, and stays there.
    const bool begun = !m_from.afterEvent.isNull();
    auto query = unit.db().query(
        u"SELECT id FROM events WHERE calendar_id = :calendar "
        "AND state > 0 AND participants LIKE :mention "_s
        + (begun ? u"AND id > :after ORDER BY id LIMIT :limit"_s : u"ORDER BY id LIMIT :limit"_s));
    query.bind(u":calendar"_s, m_calendar)
        .bind(u":mention"_s, u"%"_s + m_user.toString() + u'%')
        .bind(u":limit"_s, kEventsAtOnce);
    if (begun)
        query.bind(u":after"_s, m_from.afterEvent);
    query.run();
    QList<EventId> events;
    while (query.next())
        events.append(query.id<EventId>(0));
    return events;
}

bool EraseTraces::takesPart(const StoredEvent &stored) const
{
    const auto &participants = stored.event.participants;
    return std::any_of(participants.begin(), participants.end(),
                       [this](const shared::Participant &each) { return each.user == m_user; });
}

Outcome EraseTraces::leaveEvent(UnitOfWork &unit, const EventId &id) const
{
    EventTable events(unit.db());
    const auto found = events.find(m_calendar, id);
    if (!found || !takesPart(*found))
        return Done{};
    // What is in the trash has nobody who hears of it; else the calendar is taken first, as everywhere.
    const bool heard = !found->event.deleted && !isTrashed(unit);
    const auto next = heard ? unit.nextSeq(m_calendar) : Result<NextSeq>(NextSeq{});
    if (!next)
        return next.error();
    const auto stored = events.lock(m_calendar, id);
    if (!stored || !stored->saga.isNull() || stored->event.deleted != found->event.deleted)
        return unfinished();
    Event before = stored->event;
    before.calendarName = next->calendarName;
    Event after = before;
    after.participants.removeIf([this](const shared::Participant &each) { return each.user == m_user; });
    after.version = heard ? next->seq : before.version;
    if (heard) {
        after.updatedByName = unit.caller().username;
        after.updatedMs = unit.nowMs();
    }
    events.update(after);
    if (!heard)
        return Done{};
    const QStringList changed{u"participants"_s};
    unit.log(m_calendar, next->seq, ChangeKind::EventUpdated, id.value,
             updatedEventData(before, after, changed), changed);
    return Done{};
}

Result<EraseTraces::Progress> EraseTraces::eraseVersions(UnitOfWork &unit) const
{
    // The events' own place was one among events: here it begins anew.
    const EventId after = m_from.afterVersion > 0 ? m_from.afterEvent : EventId{};
    VersionTable table(unit.db());
    QList<EventVersion> versions =
        table.mentioning(m_calendar, m_user.toString(), after, m_from.afterVersion, kVersionsAtOnce);
    if (versions.isEmpty())
        return eraseChanges(unit);
    for (EventVersion &version : versions) {
        for (shared::Participant &each : version.stored.event.participants)
            if (each.user == m_user)
                each.name = formerMember();
        table.setParticipants(version);
    }
    unit.commit();
    const EventVersion &last = versions.last();
    return Progress{last.stored.event.id, last.number, 0, false};
}

Result<EraseTraces::Progress> EraseTraces::eraseChanges(UnitOfWork &unit) const
{
    struct Row {
        qint64 seq;
        ChangeKind kind;
        bool acted;
        bool about;
        QString data;
    };
    QList<Row> rows;
    {
        auto query = unit.db().query(u"SELECT seq, kind, actor, entity, data FROM changes "
                                     "WHERE calendar_id = :calendar AND seq > :after "
                                     "AND (actor = :user OR data LIKE :mention OR data LIKE :name) "
                                     "ORDER BY seq LIMIT :limit"_s);
        query.bind(u":calendar"_s, m_calendar)
            .bind(u":after"_s, m_from.afterSeq)
            .bind(u":user"_s, m_user)
            .bind(u":mention"_s, u"%"_s + m_user.toString() + u'%')
            .bind(u":name"_s, u"%\""_s + m_username + u"\"%"_s)
            .bind(u":limit"_s, kChangesAtOnce)
            .run();
        while (query.next())
            rows.append({query.integer(0), static_cast<ChangeKind>(query.integer(1)),
                         !query.isNull(2) && query.uuid(2) == m_user.value,
                         !query.isNull(3) && query.uuid(3) == m_user.value, query.text(4)});
    }
    for (const Row &row : std::as_const(rows)) {
        QJsonObject data =
            anonymised(QJsonDocument::fromJson(row.data.toUtf8()).object(), m_user, m_username);
        if (row.about && says(row.kind)) // "anna has joined Family"
            data.insert(u"message"_s,
                        data.value("message"_L1).toString().replace(m_username, formerMember()));
        unit.db()
            .query(u"UPDATE changes SET data = :data, "
                   "actor_name = CASE WHEN :acted = 1 THEN :former ELSE actor_name END "
                   "WHERE calendar_id = :calendar AND seq = :seq"_s)
            .bind(u":data"_s, QString::fromUtf8(QJsonDocument(data).toJson(QJsonDocument::Compact)))
            .bind(u":acted"_s, row.acted ? 1 : 0)
            .bind(u":former"_s, formerMember())
            .bind(u":calendar"_s, m_calendar)
            .bind(u":seq"_s, row.seq)
            .run();
    }
    unit.commit();
    const bool done = rows.size() < kChangesAtOnce;
    return Progress{m_from.afterEvent, m_from.afterVersion,
                    rows.isEmpty() ? std::max<qint64>(m_from.afterSeq, 1) : rows.last().seq, done};
}

}
