#include "server/gateway/messagerequest.h"

#include <QJsonArray>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr qsizetype kMaxMessage = 10'000; // characters
constexpr qsizetype kMaxMentions = 50;

Result<std::vector<std::string>> readMentions(const QJsonValue &value)
{
    std::vector<std::string> users;
    const Error wrong{ErrorCode::InvalidArgument, u"'mentions' is no list of at most 50 users' ids."_s};
    if (value.isUndefined() || value.isNull())
        return users;
    const QJsonArray array = value.toArray();
    if (!value.isArray() || array.size() > kMaxMentions)
        return wrong;
    for (const QJsonValue &each : array) {
        const auto user = shared::UserId::fromString(each.toString());
        if (!user)
            return wrong;
        users.push_back(idBytes(*user));
    }
    return users;
}
}

Result<calendar::PostMessageRequest> messageRequest(const QJsonObject &object)
{
    const auto text = requiredString(object, "message"_L1);
    if (!text)
        return text.error();
    if (text->isEmpty() || text->size() > kMaxMessage)
        return Error{ErrorCode::InvalidArgument, u"A message has 1 to 10,000 characters."_s};
    const auto event = optionalId<shared::EventId>(object, "event_id"_L1);
    if (!event)
        return event.error();
    const auto original = optionalId<shared::MessageId>(object, "reply_to"_L1);
    if (!original)
        return original.error();
    const auto mentions = readMentions(object.value("mentions"_L1));
    if (!mentions)
        return mentions.error();
    calendar::PostMessageRequest request;
    request.set_text(utf8(*text));
    request.set_event_id(*event);
    request.set_reply_to(*original);
    for (const std::string &user : *mentions)
        request.add_mentions(user);
    return request;
}

}
