#include "server/calendar/conversation/messagesservice.h"

#include "server/calendar/access.h"
#include "server/calendar/calendarkey.h"
#include "server/calendar/conversation/deletemessage.h"
#include "server/calendar/conversation/editmessage.h"
#include "server/calendar/conversation/markread.h"
#include "server/calendar/conversation/messageanswers.h"
#include "server/calendar/conversation/postmessage.h"
#include "server/calendar/conversation/readmarks.h"
#include "server/calendar/errors.h"
#include "server/proto/convert.h"

#include <algorithm>
#include <limits>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Database;
using shared::Result;

namespace {
constexpr int kPage = 50;
constexpr int kMaxPage = 200;

Result<pb::MessagesResponse> readMessages(Database &database, const CallContext &call,
                                          const pb::MessagesRequest &request)
{
    const auto calendar = requireAccess(database, call, request.calendar(), Right::Read);
    if (!calendar)
        return calendar.error();
    if (request.before() < 0 || request.after() < 0 || (request.before() > 0 && request.after() > 0))
        return invalidArgument(u"Ask for what is before or for what is after a seq."_s);
    MessageTable::Part part{calendar->id, {}, call.user};
    if (!request.event_id().empty())
        part.event = idFromBytes<shared::EventId>(request.event_id());
    else if (request.calendar_only())
        part.event = shared::EventId{};
    const int limit = request.limit() > 0 ? std::min(request.limit(), kMaxPage) : kPage;
    const bool newer = request.after() > 0;
    const qint64 before = request.before() > 0 ? request.before() : std::numeric_limits<qint64>::max();
    MessageTable table(database);
    QList<Message> messages =
        newer ? table.after(part, request.after(), limit + 1) : table.before(part, before, limit + 1);
    pb::MessagesResponse response;
    response.set_more(messages.size() > limit);
    if (response.more())
        messages.remove(newer ? 0 : limit);
    for (const Message &message : std::as_const(messages))
        *response.add_messages() = toProto(message);
    return response;
}

void addUnread(Database &database, const shared::UserId &user, const shared::Calendar &calendar,
               pb::UnreadResponse &response)
{
    const auto unread = ReadMarks(database, user).unread(calendar.id);
    for (const auto &each : unread) {
        pb::UnreadConversation &conversation = *response.add_conversations();
        conversation.set_calendar_id(idBytes(calendar.id));
        if (!each.event.isNull())
            conversation.set_event_id(idBytes(each.event));
        conversation.set_unread(each.count);
        conversation.set_mentions(each.mentions);
    }
}
}

MessagesService::MessagesService(Writer &writer)
    : m_writer(writer)
{
}

void MessagesService::post(const CallContext &call, const pb::PostMessageRequest &request,
                           Reply<pb::PostMessageResponse> reply)
{
    const auto id = shared::newId<shared::MessageId>(m_writer.clock());
    m_writer.run(call, keyOf(request.calendar()), PostMessage(request, id), std::move(reply));
}

void MessagesService::messages(const CallContext &call, const pb::MessagesRequest &request,
                               Reply<pb::MessagesResponse> reply)
{
    m_writer.read(
        call, [call, request](Database &database) { return readMessages(database, call, request); },
        std::move(reply));
}

void MessagesService::editMessage(const CallContext &call, const pb::EditMessageRequest &request,
                                  Reply<pb::Message> reply)
{
    m_writer.run(call, keyOf(request.calendar()), EditMessage(request), std::move(reply));
}

void MessagesService::deleteMessage(const CallContext &call, const pb::MessageRequest &request,
                                    Reply<pb::Message> reply)
{
    m_writer.run(call, keyOf(request.calendar()), DeleteMessage(request), std::move(reply));
}

void MessagesService::markRead(const CallContext &call, const pb::MarkReadRequest &request,
                               Reply<pb::ReadMark> reply)
{
    m_writer.run(call, keyOf(request.calendar()), MarkRead(request), std::move(reply));
}

void MessagesService::unread(const CallContext &call, const pb::Empty &, Reply<pb::UnreadResponse> reply)
{
    const auto question = [user = call.user](Database &database) -> Result<pb::UnreadResponse> {
        pb::UnreadResponse response;
        const auto calendars = CalendarTable(database).ofUser(user);
        for (const shared::Calendar &calendar : calendars) {
            if (shared::mayRead(calendar.role))
                addUnread(database, user, calendar, response);
        }
        return response;
    };
    m_writer.read(call, question, std::move(reply));
}

}
