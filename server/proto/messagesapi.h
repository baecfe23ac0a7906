#pragma once

#include "server/proto/call.h"
#include "server/proto/messages.pb.h"

namespace hearth::server {

/// The conversation of a calendar and of each of its events. Everybody but a member with the role `busy`
/// takes part. Thread-safe, never blocks.
class MessagesApi {
public:
    virtual ~MessagesApi() = default;

    virtual void post(const CallContext &call, const calendar::PostMessageRequest &request,
                      Reply<calendar::PostMessageResponse> reply) = 0;
    virtual void messages(const CallContext &call, const calendar::MessagesRequest &request,
                          Reply<calendar::MessagesResponse> reply) = 0;
    /// By its author only.
    virtual void editMessage(const CallContext &call, const calendar::EditMessageRequest &request,
                             Reply<calendar::Message> reply) = 0;
    /// By its author or an owner; what is left says that there was one.
    virtual void deleteMessage(const CallContext &call, const calendar::MessageRequest &request,
                               Reply<calendar::Message> reply) = 0;
    /// Up to a seq; a mark never goes back.
    virtual void markRead(const CallContext &call, const calendar::MarkReadRequest &request,
                          Reply<calendar::ReadMark> reply) = 0;
    /// Of all calendars of the caller.
    virtual void unread(const CallContext &call, const calendar::Empty &request,
                        Reply<calendar::UnreadResponse> reply) = 0;
};

}
