#include "server/calendar/polls/polldraft.h"

#include "server/calendar/errors.h"
#include "shared/protocol/eventjson.h"

#include <QJsonArray>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::EventDraft;
using shared::Result;

namespace {
constexpr int kMaxOptions = 20;

shared::Outcome takeText(const QJsonObject &json, QLatin1StringView name, QString &text)
{
    const QJsonValue value = json.value(name);
    if (value.isUndefined() || value.isNull())
        return shared::Done{};
    if (!value.isString())
        return invalidArgument(u"'%1' is not a string."_s.arg(name));
    text = value.toString();
    return shared::Done{};
}

shared::Outcome takeState(const QJsonObject &json, Poll &poll)
{
    QString name = poll.state == PollState::Closed ? u"closed"_s : u"open"_s;
    if (const auto taken = takeText(json, "state"_L1, name); !taken)
        return taken;
    if (name != "open"_L1 && name != "closed"_L1)
        return invalidArgument(u"A poll is open or closed."_s);
    poll.state = name == "open"_L1 ? PollState::Open : PollState::Closed;
    if (poll.state == PollState::Open) {
        poll.picked = {};
        poll.event = {};
    }
    return shared::Done{};
}

void keepAnswersOfOptions(Poll &poll)
{
    for (PollReply &reply : poll.replies)
        reply.answers.removeIf([&](auto answer) { return !poll.option(answer.key()); });
}
}

PollDraft::PollDraft(QTimeZone zone, const shared::Clock &clock)
    : m_zone(std::move(zone))
    , m_clock(clock)
{
}

Result<Poll> PollDraft::apply(const QJsonObject &json, Poll poll) const
{
    for (const auto &[name, text] :
         {std::pair("title"_L1, &poll.title), std::pair("location"_L1, &poll.location),
          std::pair("description"_L1, &poll.description)}) {
        if (const auto taken = takeText(json, name, *text); !taken)
            return taken.error();
    }
    if (const auto taken = takeState(json, poll); !taken)
        return taken.error();
    const auto wanted =
        options(json.contains("options"_L1) ? json.value("options"_L1) : optionsToJson(poll.options), poll);
    if (!wanted)
        return wanted.error();
    poll.options = *wanted;
    poll.title = poll.options.first().draft.name;
    keepAnswersOfOptions(poll);
    return poll;
}

Result<QList<PollOption>> PollDraft::options(const QJsonValue &value, const Poll &poll) const
{
    const QJsonArray array = value.toArray();
    if (array.isEmpty() || array.size() > kMaxOptions)
        return invalidArgument(u"A poll has 1 to 20 options."_s, u"options"_s);
    QList<PollOption> options;
    for (const QJsonValue &each : array) {
        const auto one = option(each.toObject(), poll);
        if (!one)
            return one.error();
        for (const PollOption &other : std::as_const(options)) {
            if (other.id == one->id || other.draft == one->draft)
                return invalidArgument(u"Two options of the poll are the same."_s, u"options"_s);
        }
        options.append(*one);
    }
    return options;
}

Result<PollOption> PollDraft::option(const QJsonObject &object, const Poll &poll) const
{
    const PollOption *known = poll.option(QUuid::fromString(object.value("id"_L1).toString()));
    QJsonObject json = known ? optionsToJson({*known}).first().toObject() : QJsonObject();
    for (auto member = object.begin(); member != object.end(); ++member)
        json.insert(member.key(), member.value());
    json.insert(u"event_name"_s, poll.title);
    json.insert(u"location"_s, poll.location);
    json.insert(u"description"_s, poll.description);
    for (const QString &other : {u"recurrence"_s, u"participants"_s, u"reminders"_s})
        json.remove(other);
    const auto draft = shared::parseDraft(json, m_zone);
    if (!draft)
        return draft.error();
    // Answers were given to a time: another time is another option.
    const bool same = known && known->draft.start == draft->start && known->draft.end == draft->end
        && known->draft.allDay == draft->allDay;
    return PollOption{same ? known->id : shared::newUuid(m_clock), *draft};
}

}
