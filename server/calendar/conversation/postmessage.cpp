#include "server/calendar/conversation/postmessage.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/busymask.h"
#include "server/calendar/conversation/messageanswers.h"
#include "server/calendar/conversation/messagetext.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/eventtable.h"
#include "server/calendar/store/idempotencytable.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;

PostMessage::PostMessage(pb::PostMessageRequest request, shared::MessageId id)
    : m_request(std::move(request))
    , m_id(id)
{
}

Result<pb::PostMessageResponse> PostMessage::operator()(UnitOfWork &unit) const
{
    const QString keyText = fromUtf8(m_request.idempotency_key());
    if (const auto checked = IdempotencyTable::check(keyText); !checked)
        return checked.error();
    IdempotencyTable key(unit.db(), {unit.caller().user, u"post_message"_s, keyText});
    const auto claim = key.claim(m_request.request_hash(), m_id.value, unit.nowMs());
    if (!claim)
        return claim.error();
    pb::PostMessageResponse answer;
    if (*claim) {
        answer.ParseFromString(**claim);
        return answer;
    }
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::Read);
    if (!calendar)
        return calendar.error();
    if (unit.alreadyDone()) {
        if (auto change = MessageTable(unit.db()).changeOf(m_id)) {
            maskFor(*change, calendar->role, unit.caller().user);
            *answer.mutable_change() = server::toProto(*change);
        }
        return answer;
    }
    auto message = messageFor(unit, *calendar);
    if (!message)
        return message.error();
    const auto next = unit.nextSeq(calendar->id);
    if (!next)
        return next.error();
    message->seq = next->seq;
    MessageTable(unit.db()).insert(*message);
    shared::Change posted = unit.log(calendar->id, next->seq, shared::ChangeKind::MessagePosted, m_id.value,
                                     messageData(unit.db(), *message));
    maskFor(posted, calendar->role, unit.caller().user);
    *answer.mutable_change() = server::toProto(posted);
    key.finish(answer.SerializeAsString());
    unit.commit();
    return answer;
}

Result<Message> PostMessage::messageFor(UnitOfWork &unit, const shared::Calendar &calendar) const
{
    Message message;
    message.id = m_id;
    message.calendar = calendar.id;
    message.user = unit.caller().user;
    message.username = unit.caller().username;
    message.atMs = unit.nowMs();
    const auto text = MessageText::parse(m_request.text());
    if (!text)
        return text.error();
    message.text = *text;
    if (!m_request.event_id().empty()) {
        message.event = idFromBytes<shared::EventId>(m_request.event_id());
        const auto event = EventTable(unit.db()).find(calendar.id, message.event);
        if (!event || event->state == EventState::Deleted)
            return noSuchEvent();
        if (isHidden(event->event, message.user))
            return hiddenEvent();
    }
    if (!m_request.reply_to().empty()) {
        message.replyTo = idFromBytes<shared::MessageId>(m_request.reply_to());
        const auto original = MessageTable(unit.db()).find(calendar.id, message.replyTo);
        if (!original || original->event != message.event)
            return invalidArgument(u"The message that this answers is not in this conversation."_s,
                                   u"no_such_reply"_s);
    }
    const auto mentions = MessageText(unit.db(), calendar.id).mentions(*text, m_request.mentions());
    if (!mentions)
        return mentions.error();
    message.mentions = *mentions;
    return message;
}

}
