#include "server/calendar/polls/poll.h"

#include "shared/protocol/eventjson.h"

#include <QJsonArray>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

namespace {
QJsonObject optionToJson(const PollOption &option)
{
    const QJsonObject draft = shared::draftToJson(option.draft);
    QJsonObject json{{u"id"_s, option.id.toString(QUuid::WithoutBraces)}};
    for (const QString &member :
         {u"event_start"_s, u"event_end"_s, u"all_day"_s, u"time_zone"_s, u"end_time_zone"_s}) {
        if (draft.contains(member))
            json.insert(member, draft.value(member));
    }
    return json;
}

int countOf(const Poll &poll, const QUuid &option, PollAnswer answer)
{
    return static_cast<int>(
        std::count_if(poll.replies.begin(), poll.replies.end(), [&](const PollReply &reply) {
            const auto found = reply.answers.constFind(option);
            return found != reply.answers.cend() && *found == answer;
        }));
}

QJsonArray countedOptions(const Poll &poll)
{
    QJsonArray array;
    for (const PollOption &option : poll.options) {
        QJsonObject json = optionToJson(option);
        for (const PollAnswer answer : {PollAnswer::Yes, PollAnswer::IfNeedBe, PollAnswer::No})
            json.insert(pollAnswerName(answer), countOf(poll, option.id, answer));
        array.append(json);
    }
    return array;
}
}

QString pollAnswerName(PollAnswer answer)
{
    switch (answer) {
    case PollAnswer::Yes:
        return u"yes"_s;
    case PollAnswer::IfNeedBe:
        return u"if_need_be"_s;
    case PollAnswer::No:
        return u"no"_s;
    }
    Q_UNREACHABLE();
}

std::optional<PollAnswer> pollAnswerFromName(QStringView name)
{
    for (const PollAnswer answer : {PollAnswer::Yes, PollAnswer::IfNeedBe, PollAnswer::No})
        if (name == pollAnswerName(answer))
            return answer;
    return std::nullopt;
}

const PollOption *Poll::option(const QUuid &option) const
{
    const auto found = std::find_if(options.begin(), options.end(),
                                    [&](const PollOption &each) { return each.id == option; });
    return found == options.end() ? nullptr : &*found;
}

QJsonArray optionsToJson(const QList<PollOption> &options)
{
    QJsonArray array;
    for (const PollOption &option : options)
        array.append(optionToJson(option));
    return array;
}

QList<PollOption> optionsFromJson(const QJsonArray &array, const QString &title)
{
    QList<PollOption> options;
    for (const QJsonValue &value : array) {
        QJsonObject object = value.toObject();
        object.insert(u"event_name"_s, title);
        const auto draft = shared::parseDraft(object, QTimeZone::utc());
        if (draft)
            options.append({QUuid::fromString(object.value("id"_L1).toString()), *draft});
    }
    return options;
}

QJsonObject toJson(const PollReply &reply)
{
    QJsonObject answers;
    for (auto answer = reply.answers.cbegin(); answer != reply.answers.cend(); ++answer)
        answers.insert(answer.key().toString(QUuid::WithoutBraces), pollAnswerName(*answer));
    return {{u"user_id"_s, reply.user.toString()}, {u"username"_s, reply.username}, {u"answers"_s, answers}};
}

QJsonObject toJson(const Poll &poll)
{
    QJsonArray answers;
    for (const PollReply &reply : poll.replies)
        answers.append(toJson(reply));
    QJsonObject json{{u"id"_s, poll.id.toString()},
                     {u"calendar_id"_s, poll.calendar.toString()},
                     {u"title"_s, poll.title},
                     {u"location"_s, poll.location},
                     {u"description"_s, poll.description},
                     {u"options"_s, countedOptions(poll)},
                     {u"answers"_s, answers},
                     {u"state"_s, poll.state == PollState::Closed ? u"closed"_s : u"open"_s},
                     {u"created_by"_s, poll.createdByName},
                     {u"created_by_id"_s, poll.createdBy.toString()},
                     {u"created_at"_s, shared::formatUtc(poll.createdMs)},
                     {u"version"_s, poll.version}};
    if (poll.state == PollState::Closed && !poll.event.isNull()) {
        json.insert(u"picked_option"_s, poll.picked.toString(QUuid::WithoutBraces));
        json.insert(u"event_id"_s, poll.event.toString());
    }
    return json;
}

}
