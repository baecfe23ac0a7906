#pragma once

#include "client/models/conversation.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <QHash>
#include <QSet>
#include <QTimer>

#include <functional>
#include <memory>
#include <unordered_map>

namespace hearth::client {

/// How much of one conversation is not read yet.
struct Unread {
    Thread thread;
    int messages = 0;
    int mentions = 0; ///< of oneself
};

/// One's own message that has not reached the server.
struct WaitingMessage {
    Thread thread;
    QString text;
    QByteArray key; ///< the idempotency key: sent twice it is one message
    qint64 atMs = 0; ///< when it was written
};

/// The way to the server's conversations. Answers come later, on the caller's thread. An error with the code
/// Unavailable, DeadlineExceeded or RateLimited may go away by itself; any other is for good.
class ConversationSink {
public:
    virtual ~ConversationSink() = default;

    template <class T> using Answered = std::function<void(const shared::Result<T> &)>;
    /// `before`: a seq, 0 for the newest page.
    virtual void fetchPage(const Thread &thread, qint64 before, Answered<MessagePage> answered) = 0;
    virtual void fetchUnread(Answered<QList<Unread>> answered) = 0;
    virtual void post(const WaitingMessage &message, Answered<shared::Message> answered) = 0;
    virtual void edit(shared::CalendarId calendar, shared::MessageId message, const QString &text,
                      Answered<shared::Message> answered) = 0;
    virtual void remove(shared::CalendarId calendar, shared::MessageId message,
                        Answered<shared::Message> answered) = 0;
    virtual void markRead(const Thread &thread, qint64 seq) = 0;
    /// What waits, to be found again after a restart.
    virtual void keep(const QList<WaitingMessage> &waiting) = 0;
};

/// All conversations of an account: what is said in them, what of it is new, what waits to be sent.
class Conversations : public QObject {
    Q_OBJECT

public:
    Conversations(ConversationSink &sink, QString username, QObject *parent = nullptr);
    ~Conversations() override;

    /// Lives as long as this; empty until open().
    Conversation &of(const Thread &thread);
    /// Reads the newest page where that has not been done.
    void open(const Thread &thread);
    void openOlder(const Thread &thread);
    /// Somebody looks at it: what is new in it gets its line, and is read.
    void watch(const Thread &thread);
    void unwatch(const Thread &thread);

    /// Shown at once, sent when there is a connection.
    void post(const Thread &thread, const QString &text);
    /// Sends one again that was refused; or gives it up.
    void retry(const QByteArray &key);
    void discard(const QByteArray &key);
    using Finished = std::function<void(const shared::Outcome &)>;
    /// Needs a connection.
    void edit(const shared::Message &message, const QString &text, Finished finished);
    void remove(const shared::Message &message, Finished finished);

    shared::UserId self() const { return m_self; }
    /// Whether it is one's own.
    bool isMine(const shared::Message &message) const;
    /// Whether it names oneself.
    bool namesMe(const shared::Message &message) const;
    /// Of a calendar, with its events, or of one event.
    int unread(const Thread &thread) const;
    int unreadEverywhere() const;

    // Fed by the account.
    void setSelf(shared::UserId self) { m_self = self; }
    void setOnline(bool online);
    /// What keep() was given at the last end.
    void restore(const QList<WaitingMessage> &waiting);
    /// From the live API. `fresh`: it was posted now, not changed.
    void take(const shared::Message &message, bool fresh);
    void removeCalendar(shared::CalendarId calendar);

Q_SIGNALS:
    void unreadChanged();

private:
    void fetchNewest(Conversation &conversation);
    void fetchUnread();
    void see(const Thread &thread);
    void read(const Conversation &conversation);
    MessageItem itemOf(const WaitingMessage &message) const;
    bool isBeingSent(const shared::Message &message) const;
    void sendNext();
    void settle(const QByteArray &key, const shared::Result<shared::Message> &posted);
    void keepWaiting();
    void spread(const shared::Message &message);

    ConversationSink &m_sink;
    QString m_username;
    shared::UserId m_self;
    shared::SystemClock m_clock;
    std::unordered_map<Thread, std::unique_ptr<Conversation>, std::hash<Thread>> m_threads;
    QHash<Thread, int> m_unread; ///< by the event, or the calendar for what is about none
    QSet<Thread> m_watched;
    QList<WaitingMessage> m_waiting;
    QHash<QByteArray, QString> m_refused; ///< of what waits: why; not sent again by itself
    QTimer m_retry;
    bool m_online = false;
    bool m_sending = false;
};

}
