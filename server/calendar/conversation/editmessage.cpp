#include "server/calendar/conversation/editmessage.h"

#include "server/calendar/access.h"
#include "server/calendar/conversation/messageanswers.h"
#include "server/calendar/conversation/messagetext.h"
#include "server/calendar/errors.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;

EditMessage::EditMessage(pb::EditMessageRequest request)
    : m_request(std::move(request))
{
}

Result<pb::Message> EditMessage::operator()(UnitOfWork &unit) const
{
    const auto locked = lockCalendar(unit, m_request.calendar(), Right::Read);
    if (!locked)
        return locked.error();
    MessageTable messages(unit.db());
    auto message = messages.find(locked->calendar.id, idFromBytes<shared::MessageId>(m_request.message_id()));
    if (!message || message->deletedMs != 0)
        return noSuchMessage();
    if (message->user != unit.caller().user)
        return notAllowed(u"Only its author may change a message."_s);
    if (const auto readable = checkEvent(unit.db(), *message, unit.caller().user); !readable)
        return readable.error();
    const auto text = MessageText::parse(m_request.text());
    if (!text)
        return text.error();
    const auto mentions = MessageText(unit.db(), locked->calendar.id).mentions(*text, m_request.mentions());
    if (!mentions)
        return mentions.error();
    if (unit.alreadyDone() || (*text == message->text && *mentions == message->mentions))
        return toProto(*message);
    message->text = *text;
    message->mentions = *mentions;
    message->editedMs = unit.nowMs();
    messages.update(*message);
    unit.log(locked->calendar.id, locked->nextSeq, shared::ChangeKind::MessageUpdated, message->id.value,
             messageData(unit.db(), *message));
    unit.commit();
    return toProto(*message);
}

}
