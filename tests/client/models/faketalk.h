#pragma once

#include "client/models/conversations.h"

namespace hearth::tests {

/// A server's conversations in memory: pages from `kept`, answers to the rest when the test gives them.
class FakeTalk : public client::ConversationSink {
public:
    void fetchPage(const client::Thread &thread, qint64 before,
                   Answered<client::MessagePage> answered) override
    {
        calls.append(QStringLiteral("page %1").arg(before));
        if (failure)
            return answered(*failure);
        client::MessagePage page;
        for (auto it = kept.crbegin(); it != kept.crend(); ++it) {
            const bool belongs =
                it->calendar == thread.calendar && (thread.event.isNull() || it->event == thread.event);
            if (!belongs || (before > 0 && it->seq >= before))
                continue;
            page.more = page.messages.size() == pageSize;
            if (page.more)
                break;
            page.messages.append(*it);
        }
        answered(page);
    }
    void fetchUnread(Answered<QList<client::Unread>> answered) override { answered(unread); }
    void post(const client::WaitingMessage &message, Answered<shared::Message> answered) override
    {
        calls.append(QStringLiteral("post ") + message.text);
        posting.append({message, std::move(answered)});
    }
    void edit(shared::CalendarId, shared::MessageId message, const QString &text,
              Answered<shared::Message> answered) override
    {
        calls.append(QStringLiteral("edit ") + text);
        answered(changed(message, text, false));
    }
    void remove(shared::CalendarId, shared::MessageId message, Answered<shared::Message> answered) override
    {
        calls.append(QStringLiteral("remove"));
        answered(changed(message, {}, true));
    }
    void markRead(const client::Thread &thread, qint64 seq) override
    {
        calls.append(QStringLiteral("read %1%2")
                         .arg(seq)
                         .arg(thread.event.isNull() ? QString() : QStringLiteral(" of an event")));
    }
    void keep(const QList<client::WaitingMessage> &waiting) override { waitingKept = waiting; }

    /// Answers the oldest post: kept with the next seq.
    void accept(shared::UserId by, const QString &username)
    {
        const Posting posted = posting.takeFirst();
        shared::Message message;
        message.id = shared::MessageId{QUuid::createUuid()};
        message.calendar = posted.message.thread.calendar;
        message.event = posted.message.thread.event;
        message.text = posted.message.text;
        message.user = by;
        message.username = username;
        message.atMs = posted.message.atMs;
        message.seq = kept.isEmpty() ? 1 : kept.last().seq + 1;
        kept.append(message);
        posted.answered(message);
    }
    void refuse(shared::ErrorCode code, const QString &sentence)
    {
        posting.takeFirst().answered(shared::Error{code, sentence});
    }

    struct Posting {
        client::WaitingMessage message;
        Answered<shared::Message> answered;
    };
    QList<shared::Message> kept; ///< oldest first
    QList<client::Unread> unread;
    QList<Posting> posting;
    QList<client::WaitingMessage> waitingKept;
    QStringList calls;
    std::optional<shared::Error> failure; ///< of the pages
    int pageSize = 50;

private:
    shared::Result<shared::Message> changed(shared::MessageId id, const QString &text, bool deleted)
    {
        for (shared::Message &message : kept) {
            if (message.id != id)
                continue;
            message.text = text;
            message.deleted = deleted;
            message.editedMs = message.atMs + 1;
            return message;
        }
        return shared::Error{shared::ErrorCode::NotFound, QStringLiteral("There is no such message.")};
    }
};

}
