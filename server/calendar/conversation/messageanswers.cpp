#include "server/calendar/conversation/messageanswers.h"

#include "server/proto/convert.h"

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

}
