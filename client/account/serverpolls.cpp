#include "client/account/serverpolls.h"

#include "shared/domain/event.h"
#include "shared/protocol/eventjson.h"

#include <QJsonArray>

#include <array>
#include <utility>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
const std::array<std::pair<PollAnswer, QString>, 3> &answerNames()
{
    static const std::array<std::pair<PollAnswer, QString>, 3> kNames{
        {{PollAnswer::Yes, u"yes"_s}, {PollAnswer::IfNeedBe, u"if_need_be"_s}, {PollAnswer::No, u"no"_s}}};
    return kNames;
}

QString nameOf(PollAnswer answer)
{
    for (const auto &[value, name] : answerNames())
        if (value == answer)
            return name;
    Q_UNREACHABLE();
}

QString pathOf(CalendarId calendar) { return u"/api/v1/calendars/%1/polls"_s.arg(calendar.toString()); }
QString pathOf(const Poll &poll) { return pathOf(poll.calendar) + u'/' + poll.id.toString(); }
QString textOf(const QUuid &id) { return id.toString(QUuid::WithoutBraces); }

Result<PollOption> optionFrom(const QJsonObject &json)
{
    // A poll's time is written as an event's.
    QJsonObject draft = json;
    draft.insert(u"event_name"_s, u"-"_s);
    const auto parsedTimes = shared::parseDraft(draft, QTimeZone::systemTimeZone());
    const QUuid id = QUuid::fromString(json.value("id"_L1).toString());
    if (!parsedTimes || id.isNull())
        return Error{ErrorCode::InvalidArgument, u"The poll's time can't be read."_s};
    PollOption option;
    option.start = parsedTimes->start;
    option.end = parsedTimes->end;
    option.allDay = parsedTimes->allDay;
    option.id = id;
    option.yes = json.value("yes"_L1).toInt();
    option.ifNeedBe = json.value("if_need_be"_L1).toInt();
    option.no = json.value("no"_L1).toInt();
    return option;
}

QHash<QUuid, PollAnswer> answersFrom(const QJsonObject &json)
{
    QHash<QUuid, PollAnswer> answers;
    for (auto it = json.begin(); it != json.end(); ++it)
        for (const auto &[value, name] : answerNames())
            if (it.value().toString() == name)
                answers.insert(QUuid::fromString(it.key()), value);
    return answers;
}

Result<Poll> pollFrom(const QJsonObject &json, const QString &username)
{
    Poll poll;
    const auto id = shared::PollId::fromString(json.value("id"_L1).toString());
    const auto calendar = CalendarId::fromString(json.value("calendar_id"_L1).toString());
    if (!id || !calendar)
        return Error{ErrorCode::InvalidArgument, u"The poll has no id or no calendar."_s};
    poll.id = *id;
    poll.calendar = *calendar;
    poll.title = json.value("title"_L1).toString();
    poll.location = json.value("location"_L1).toString();
    poll.open = json.value("state"_L1).toString() == "open"_L1;
    poll.picked = QUuid::fromString(json.value("picked_option"_L1).toString());
    poll.event =
        shared::EventId::fromString(json.value("event_id"_L1).toString()).value_or(shared::EventId());
    poll.createdBy = json.value("created_by"_L1).toString();
    const QJsonArray options = json.value("options"_L1).toArray();
    for (const QJsonValue &each : options)
        if (const auto option = optionFrom(each.toObject()))
            poll.options.append(*option);
    const QJsonArray answers = json.value("answers"_L1).toArray();
    for (const QJsonValue &each : answers) {
        const QString who = each.toObject().value("username"_L1).toString();
        poll.answered.append(who);
        if (who == username)
            poll.mine = answersFrom(each.toObject().value("answers"_L1).toObject());
    }
    return poll;
}

QJsonObject timeToJson(const PollTime &time)
{
    shared::EventDraft draft;
    draft.name = u"-"_s;
    draft.allDay = time.allDay;
    draft.start = time.start;
    draft.end = time.end;
    const QJsonObject all = shared::draftToJson(draft);
    QJsonObject json;
    for (const QString &member :
         {u"event_start"_s, u"event_end"_s, u"all_day"_s, u"time_zone"_s, u"end_time_zone"_s})
        if (all.contains(member))
            json.insert(member, all.value(member));
    return json;
}
}

ServerPolls::ServerPolls(ServerCalls calls, QString username)
    : m_calls(std::move(calls))
    , m_username(std::move(username))
{
}

void ServerPolls::list(CalendarId calendar, Answered<QList<Poll>> answered)
{
    const auto parse = [username = m_username](const QJsonObject &json) -> Result<QList<Poll>> {
        QList<Poll> polls;
        const QJsonArray array = json.value("polls"_L1).toArray();
        for (const QJsonValue &each : array)
            if (const auto poll = pollFrom(each.toObject(), username))
                polls.append(*poll);
        return polls;
    };
    m_calls.ask({"GET", pathOf(calendar)}, parsed<QList<Poll>>(std::move(answered), parse));
}

void ServerPolls::create(CalendarId calendar, const PollWish &wish, Finished finished)
{
    QJsonArray options;
    for (const PollTime &time : wish.times)
        options.append(timeToJson(time));
    ApiRequest request{"POST", pathOf(calendar)};
    request.body =
        QJsonObject{{u"title"_s, wish.title}, {u"location"_s, wish.location}, {u"options"_s, options}};
    request.idempotencyKey = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    m_calls.act(request, finished);
}

void ServerPolls::answer(const Poll &poll, const QHash<QUuid, PollAnswer> &answers, Finished finished)
{
    QJsonObject json;
    for (auto it = answers.begin(); it != answers.end(); ++it)
        json.insert(textOf(it.key()), nameOf(it.value()));
    ApiRequest request{"PUT", pathOf(poll) + u"/answer"_s};
    request.body = QJsonObject{{u"answers"_s, json}};
    m_calls.act(request, finished);
}

void ServerPolls::pick(const Poll &poll, const QUuid &option, Finished finished)
{
    ApiRequest request{"POST", pathOf(poll) + u"/pick"_s};
    request.body = QJsonObject{{u"option_id"_s, textOf(option)}};
    m_calls.act(request, finished);
}

void ServerPolls::remove(const Poll &poll, Finished finished)
{
    m_calls.act({"DELETE", pathOf(poll)}, finished);
}

}
