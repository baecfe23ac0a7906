#include "server/calendar/polls/pollanswers.h"

#include "server/calendar/errors.h"
#include "server/proto/convert.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;

Error noSuchPoll() { return {ErrorCode::NotFound, u"There is no such poll."_s, u"no_such_poll"_s}; }

Error pollClosed() { return conflict(u"The poll is closed."_s, u"poll_closed"_s); }

Error pollBeingPicked() { return inProgress(u"The poll's event is being made. Try again soon."_s); }

pb::Poll toProto(const Poll &poll)
{
    pb::Poll message;
    message.set_id(idBytes(poll.id));
    message.set_version(poll.version);
    message.set_data(QJsonDocument(toJson(poll)).toJson(QJsonDocument::Compact).toStdString());
    return message;
}

shared::Outcome mayDecide(const Poll &poll, const shared::Calendar &calendar, const CallContext &caller)
{
    if (poll.createdBy == caller.user || shared::mayManage(calendar.role))
        return shared::Done{};
    return notAllowed(u"Only who made the poll or an owner may do this."_s);
}

QJsonObject updatedPollData(const Poll &poll, const QStringList &changed)
{
    QJsonObject data = toJson(poll);
    data.remove(u"answers"_s);
    data.insert(u"changed"_s, QJsonArray::fromStringList(changed));
    return data;
}

}
