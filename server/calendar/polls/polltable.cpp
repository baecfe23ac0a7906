#include "server/calendar/polls/polltable.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::EventId;
using shared::PollId;
using shared::Query;
using shared::UserId;

namespace {
const QString kColumns = u"id, calendar_id, version, title, location, description, options, state, "
                         "picked_option, event_id, created_by, created_by_name, created_ms "_s;

QString jsonText(const QJsonArray &array)
{
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

Poll readPoll(const Query &row)
{
    Poll poll;
    poll.id = row.id<PollId>(0);
    poll.calendar = row.id<CalendarId>(1);
    poll.version = row.integer(2);
    poll.title = row.text(3);
    poll.location = row.text(4);
    poll.description = row.text(5);
    poll.options = optionsFromJson(QJsonDocument::fromJson(row.text(6).toUtf8()).array(), poll.title);
    poll.state = static_cast<PollState>(row.integer(7));
    if (!row.isNull(8))
        poll.picked = row.uuid(8);
    if (!row.isNull(9))
        poll.event = row.id<EventId>(9);
    poll.createdBy = row.id<UserId>(10);
    poll.createdByName = row.text(11);
    poll.createdMs = row.integer(12);
    return poll;
}

/// Without what was said to options that the poll has no longer.
QHash<QUuid, PollAnswer> readAnswers(const QString &text, const Poll &poll)
{
    QHash<QUuid, PollAnswer> answers;
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    for (auto each = object.begin(); each != object.end(); ++each) {
        const QUuid option = QUuid::fromString(each.key());
        const auto answer = pollAnswerFromName(each.value().toString());
        if (answer && poll.option(option))
            answers.insert(option, *answer);
    }
    return answers;
}
}

PollTable::PollTable(shared::Database &database)
    : m_db(database)
{
}

void PollTable::insert(const Poll &poll)
{
    m_db.query(
            u"INSERT INTO polls (id, calendar_id, version, title, location, description, options, state, "
            "created_by, created_by_name, created_ms) VALUES (:id, :calendar, :version, :title, :location, "
            ":description, :options, 0, :user, :username, :created)"_s)
        .bind(u":id"_s, poll.id)
        .bind(u":calendar"_s, poll.calendar)
        .bind(u":version"_s, poll.version)
        .bind(u":title"_s, poll.title)
        .bind(u":location"_s, poll.location)
        .bind(u":description"_s, poll.description)
        .bind(u":options"_s, jsonText(optionsToJson(poll.options)))
        .bind(u":user"_s, poll.createdBy)
        .bind(u":username"_s, poll.createdByName)
        .bind(u":created"_s, poll.createdMs)
        .run();
}

std::optional<Poll> PollTable::find(const CalendarId &calendar, const PollId &id)
{
    std::optional<Poll> poll;
    {
        auto query =
            m_db.query(u"SELECT "_s + kColumns + u"FROM polls WHERE id = :id AND calendar_id = :calendar"_s);
        if (!query.bind(u":id"_s, id).bind(u":calendar"_s, calendar).run().next())
            return std::nullopt;
        poll = readPoll(query);
    }
    poll->replies = replies(*poll);
    return poll;
}

QList<Poll> PollTable::ofCalendar(const CalendarId &calendar)
{
    QList<Poll> polls;
    {
        auto query =
            m_db.query(u"SELECT "_s + kColumns
                       + u"FROM polls WHERE calendar_id = :calendar "
                         "ORDER BY CASE WHEN state = 2 THEN 1 ELSE 0 END, created_ms DESC, id DESC"_s);
        query.bind(u":calendar"_s, calendar).run();
        while (query.next())
            polls.append(readPoll(query));
    }
    for (Poll &poll : polls)
        poll.replies = replies(poll);
    return polls;
}

QList<PollReply> PollTable::replies(const Poll &poll)
{
    auto query = m_db.query(u"SELECT user_id, username, answers FROM poll_answers WHERE poll_id = :poll "
                            "ORDER BY at_ms, user_id"_s);
    query.bind(u":poll"_s, poll.id).run();
    QList<PollReply> found;
    while (query.next())
        found.append({query.id<UserId>(0), query.text(1), readAnswers(query.text(2), poll)});
    return found;
}

qint64 PollTable::count(const CalendarId &calendar)
{
    auto query = m_db.query(u"SELECT COUNT(*) FROM polls WHERE calendar_id = :calendar"_s);
    query.bind(u":calendar"_s, calendar).run().next();
    return query.integer(0);
}

bool PollTable::update(const Poll &poll, qint64 before)
{
    auto query = m_db.query(u"UPDATE polls SET version = :version, title = :title, location = :location, "
                            "description = :description, options = :options, state = :state, "
                            "picked_option = :picked, event_id = :event "
                            "WHERE id = :id AND version = :before AND state <> 1"_s);
    query.bind(u":version"_s, poll.version)
        .bind(u":title"_s, poll.title)
        .bind(u":location"_s, poll.location)
        .bind(u":description"_s, poll.description)
        .bind(u":options"_s, jsonText(optionsToJson(poll.options)))
        .bind(u":state"_s, static_cast<int>(poll.state))
        .bind(u":picked"_s, poll.picked)
        .bind(u":event"_s, poll.event)
        .bind(u":id"_s, poll.id)
        .bind(u":before"_s, before)
        .run();
    return query.affected() == 1;
}

bool PollTable::remove(const Poll &poll)
{
    m_db.query(u"DELETE FROM poll_answers WHERE poll_id = :poll"_s).bind(u":poll"_s, poll.id).run();
    auto query = m_db.query(u"DELETE FROM polls WHERE id = :id AND version = :version AND state <> 1"_s);
    query.bind(u":id"_s, poll.id).bind(u":version"_s, poll.version).run();
    return query.affected() == 1;
}

void PollTable::setReply(const PollId &id, const PollReply &reply, qint64 nowMs)
{
    const QJsonObject answers = toJson(reply).value("answers"_L1).toObject();
    m_db.query(u"INSERT INTO poll_answers (poll_id, user_id, username, answers, at_ms) "
               "VALUES (:poll, :user, :username, :answers, :at) ON CONFLICT (poll_id, user_id) "
               "DO UPDATE SET answers = excluded.answers, username = excluded.username"_s)
        .bind(u":poll"_s, id)
        .bind(u":user"_s, reply.user)
        .bind(u":username"_s, reply.username)
        .bind(u":answers"_s, QString::fromUtf8(QJsonDocument(answers).toJson(QJsonDocument::Compact)))
        .bind(u":at"_s, nowMs)
        .run();
}

bool PollTable::claim(const CalendarId &calendar, const PollId &id, const QUuid &option, const EventId &event)
{
    auto query = m_db.query(u"UPDATE polls SET state = 1, picked_option = :option, event_id = :event "
                            "WHERE id = :id AND calendar_id = :calendar AND state = 0"_s);
    query.bind(u":option"_s, option)
        .bind(u":event"_s, event)
        .bind(u":id"_s, id)
        .bind(u":calendar"_s, calendar)
        .run();
    return query.affected() == 1;
}

bool PollTable::close(const PollId &id, const EventId &event, qint64 version)
{
    auto query = m_db.query(u"UPDATE polls SET state = 2, version = :version "
                            "WHERE id = :id AND event_id = :event AND state = 1"_s);
    query.bind(u":version"_s, version).bind(u":id"_s, id).bind(u":event"_s, event).run();
    return query.affected() == 1;
}

void PollTable::release(const PollId &id, const EventId &event)
{
    m_db.query(u"UPDATE polls SET state = 0, picked_option = NULL, event_id = NULL "
               "WHERE id = :id AND event_id = :event AND state = 1"_s)
        .bind(u":id"_s, id)
        .bind(u":event"_s, event)
        .run();
}

}
