#pragma once

#include "client/account/servercalls.h"
#include "client/models/conversations.h"

namespace hearth::client {

/// The conversations of a session's server, over its HTTP API.
class ServerConversations final : public ConversationSink {
public:
    explicit ServerConversations(ServerCalls calls);

    void fetchPage(const Thread &thread, qint64 before, Answered<MessagePage> answered) override;
    void fetchUnread(Answered<QList<Unread>> answered) override;
    void post(const WaitingMessage &message, Answered<shared::Message> answered) override;
    void edit(shared::CalendarId calendar, shared::MessageId message, const QString &text,
              Answered<shared::Message> answered) override;
    void remove(shared::CalendarId calendar, shared::MessageId message,
                Answered<shared::Message> answered) override;
    void markRead(const Thread &thread, qint64 seq) override;
    void keep(const QList<WaitingMessage> &waiting) override;

    /// What keep() has written.
    static QList<WaitingMessage> waitingFrom(const QString &text);

private:
    ServerCalls m_calls;
};

}
