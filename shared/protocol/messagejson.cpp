#include "shared/protocol/messagejson.h"

#include "shared/domain/zonedtime.h"

#include <QJsonArray>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
qint64 timeMember(const QJsonObject &json, QLatin1StringView name)
{
    const auto time = parseTime(json.value(name).toString(), QTimeZone::utc(), name);
    return time ? time->utcMs : 0;
}

template <class I> I idMember(const QJsonObject &json, QLatin1StringView name)
{
    return I::fromString(json.value(name).toString()).value_or(I());
}
}

Result<Message> messageFromJson(const QJsonObject &json)
{
    Message message;
    message.id = idMember<MessageId>(json, "id"_L1);
    message.calendar = idMember<CalendarId>(json, "calendar_id"_L1);
    if (message.id.isNull() || message.calendar.isNull())
        return Error{ErrorCode::InvalidArgument, u"The message has no id or no calendar."_s};
    message.event = idMember<EventId>(json, "event_id"_L1);
    message.user = idMember<UserId>(json, "user_id"_L1);
    message.seq = json.value("seq"_L1).toInteger();
    message.username = json.value("username"_L1).toString();
    message.text = json.value("message"_L1).toString();
    const QJsonArray mentions = json.value("mentions"_L1).toArray();
    for (const QJsonValue &mention : mentions)
        message.mentions.append({idMember<UserId>(mention.toObject(), "user_id"_L1),
                                 mention.toObject().value("username"_L1).toString()});
    message.atMs = timeMember(json, "at"_L1);
    message.editedMs = timeMember(json, "edited_at"_L1);
    message.deleted = json.value("deleted"_L1).toBool();
    return message;
}

}
