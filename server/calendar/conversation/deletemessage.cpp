#include "server/calendar/conversation/deletemessage.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/changelog.h"
#include "server/calendar/conversation/messageanswers.h"
#include "server/calendar/errors.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;

DeleteMessage::DeleteMessage(pb::MessageRequest request)
    : m_request(std::move(request))
{
}

Result<pb::Message> DeleteMessage::operator()(UnitOfWork &unit) const
{
    const auto locked = lockCalendar(unit, m_request.calendar(), Right::Read);
    if (!locked)
        return locked.error();
    const shared::Calendar &calendar = locked->calendar;
    MessageTable messages(unit.db());
    auto message = messages.find(calendar.id, idFromBytes<shared::MessageId>(m_request.message_id()));
    if (!message)
        return noSuchMessage();
    if (message->user != unit.caller().user && !shared::mayManage(calendar.role))
        return notAllowed(u"Only its author or an owner may delete a message."_s);
    if (message->deletedMs != 0)
        return toProto(*message);
    message->text.clear();
    message->mentions.clear();
    message->deletedMs = unit.nowMs();
    messages.update(*message);
    const QJsonObject data = messageData(unit.db(), *message);
    // Nor may the log go on to tell what it said.
    ChangeLog(unit.db()).rewrite(calendar.id, message->seq, message->id.value, data);
    unit.log(calendar.id, locked->nextSeq, shared::ChangeKind::MessageDeleted, message->id.value, data);
    unit.commit();
    return toProto(*message);
}

}
