#pragma once

#include "server/proto/messagesapi.h"
#include "tests/support/scriptedpart.h"

namespace hearth::tests {

/// Records every call and answers as it is told to.
class FakeMessages final : public server::MessagesApi, public ScriptedPart {
public:
    using Post = std::function<void(const server::CallContext &, const calendar::PostMessageRequest &,
                                    const server::Reply<calendar::PostMessageResponse> &)>;
    /// Who answers a post; otherwise it is as with the others.
    void onPost(Post post) { m_post = std::move(post); }

    void post(const server::CallContext &call, const calendar::PostMessageRequest &request,
              server::Reply<calendar::PostMessageResponse> reply) override
    {
        if (!m_post)
            return answer("post", call, request.SerializeAsString(), reply);
        note("post", call, request.SerializeAsString());
        m_post(call, request, reply);
    }
    void messages(const server::CallContext &call, const calendar::MessagesRequest &request,
                  server::Reply<calendar::MessagesResponse> reply) override
    {
        answer("messages", call, request.SerializeAsString(), reply);
    }
    void editMessage(const server::CallContext &call, const calendar::EditMessageRequest &request,
                     server::Reply<calendar::Message> reply) override
    {
        answer("editMessage", call, request.SerializeAsString(), reply);
    }
    void deleteMessage(const server::CallContext &call, const calendar::MessageRequest &request,
                       server::Reply<calendar::Message> reply) override
    {
        answer("deleteMessage", call, request.SerializeAsString(), reply);
    }
    void markRead(const server::CallContext &call, const calendar::MarkReadRequest &request,
                  server::Reply<calendar::ReadMark> reply) override
    {
        answer("markRead", call, request.SerializeAsString(), reply);
    }
    void unread(const server::CallContext &call, const calendar::Empty &request,
                server::Reply<calendar::UnreadResponse> reply) override
    {
        answer("unread", call, request.SerializeAsString(), reply);
    }

private:
    Post m_post;
};

}
