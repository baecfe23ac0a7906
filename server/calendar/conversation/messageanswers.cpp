#include "server/calendar/conversation/messageanswers.h"

#include "server/calendar/changes/busymask.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/eventtable.h"
#include "server/proto/convert.h"
#include "shared/protocol/eventjson.h"

#include <QJsonDocument>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

shared::Error noSuchMessage()
{
    return {shared::ErrorCode::NotFound, u"There is no such message."_s, u"no_such_message"_s};
}

pb::Message toProto(const Message &message)
{
    pb::Message answer;
    answer.set_id(idBytes(message.id));
    answer.set_seq(message.seq);
    QJsonObject data = toJson(message);
    data.insert(u"seq"_s, message.seq);
    answer.set_data(QJsonDocument(data).toJson(QJsonDocument::Compact).toStdString());
    return answer;
}

shared::Outcome checkEvent(shared::Database &database, const Message &message, const shared::UserId &user)
{
    if (message.event.isNull())
        return shared::Done{};
    const auto event = EventTable(database).find(message.calendar, message.event);
    if (!event)
        return noSuchEvent();
    return isHidden(event->event, user) ? shared::Outcome(hiddenEvent()) : shared::Done{};
}

QJsonObject messageData(shared::Database &database, const Message &message)
{
    if (message.event.isNull())
        return toJson(message);
    const auto event = EventTable(database).find(message.calendar, message.event);
    return event ? messageData(message, event->event) : toJson(message);
}

QJsonObject messageData(const Message &comment, const shared::Event &event)
{
    QJsonObject data = toJson(comment);
    if (event.visibility == shared::Visibility::Public)
        return data;
    const QJsonObject about = shared::toJson(event);
    for (const QString &member : {u"visibility"_s, u"created_by_id"_s, u"participants"_s})
        if (about.contains(member))
            data.insert(member, about.value(member));
    return data;
}

}
