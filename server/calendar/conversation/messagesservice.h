#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/writer.h"
#include "server/proto/messagesapi.h"

namespace hearth::server::calendar {

class MessagesService final : public MessagesApi {
public:
    explicit MessagesService(Writer &writer);

    void post(const CallContext &call, const pb::PostMessageRequest &request,
              Reply<pb::PostMessageResponse> reply) override;
    void messages(const CallContext &call, const pb::MessagesRequest &request,
                  Reply<pb::MessagesResponse> reply) override;
    void editMessage(const CallContext &call, const pb::EditMessageRequest &request,
                     Reply<pb::Message> reply) override;
    void deleteMessage(const CallContext &call, const pb::MessageRequest &request,
                       Reply<pb::Message> reply) override;
    void markRead(const CallContext &call, const pb::MarkReadRequest &request,
                  Reply<pb::ReadMark> reply) override;
    void unread(const CallContext &call, const pb::Empty &request, Reply<pb::UnreadResponse> reply) override;

private:
    Writer &m_writer;
};

}
