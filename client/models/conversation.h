#pragma once

#include "client/models/thread.h"
#include "shared/domain/message.h"

#include <QAbstractListModel>

#include <optional>

namespace hearth::client {

/// A message as it is shown; one's own wait for the server under a key of their own.
struct MessageItem : shared::Message {
    QByteArray key = {}; ///< set while it waits; the idempotency key that it is sent with
    QString problem = {}; ///< a sentence: why the server refused it

    bool waits() const { return !key.isEmpty(); }
};

/// A page of a conversation, as the server hands it out.
struct MessagePage {
    QList<shared::Message> messages; ///< newest first
    bool more = false; ///< there are older ones
};

/// One conversation, oldest first, what waits to be sent last. Fed by Conversations.
class Conversation : public QAbstractListModel {
    Q_OBJECT

public:
    enum class State {
        Unknown, ///< never asked for
        Loading,
        Ready,
        Failed, ///< problem() says why; what is there is shown all the same
    };

    explicit Conversation(Thread thread, QObject *parent = nullptr);

    const Thread &thread() const { return m_thread; }
    State state() const { return m_state; }
    QString problem() const { return m_problem; }
    bool hasOlder() const { return m_hasOlder; }
    bool isLoadingOlder() const { return m_loadingOlder; }
    /// The seq of the oldest message that is here; 0 where there is none.
    qint64 oldestSeq() const;
    qint64 newestSeq() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    /// DisplayRole: the text.
    QVariant data(const QModelIndex &index, int role) const override;
    const MessageItem &at(int row) const { return m_items.at(row); }
    /// The row above which the line "New" stands; -1 where there is none.
    int firstNewRow() const;

    void begin();
    void beginOlder();
    void fail(const QString &sentence);
    /// The newest page: takes the place of what is here where the two do not meet.
    void takeNewest(const MessagePage &page);
    void takeOlder(const MessagePage &page);
    /// A new or changed message. A changed one that was never read stays away.
    void put(const shared::Message &message);
    void putWaiting(const MessageItem &item);
    /// The server has it; or the sentence says why not.
    void settle(const QByteArray &key, const shared::Message &message);
    void refuse(const QByteArray &key, const QString &sentence);
    void removeWaiting(const QByteArray &key);
    /// Puts the line "New" above the last `count` messages of others than `self`; 0 takes it away.
    void markNew(int count, shared::UserId self);

Q_SIGNALS:
    void stateChanged();
    void newLineMoved();

private:
    int rowOf(shared::MessageId id) const;
    int rowOfKey(const QByteArray &key) const;
    int sentCount() const;
    void insertSorted(const shared::Message &message);
    void replace(int row, const shared::Message &message);
    void setState(State state, const QString &problem = {});

    Thread m_thread;
    QList<MessageItem> m_items;
    State m_state = State::Unknown;
    QString m_problem;
    qint64 m_newFrom = 0;
    bool m_hasOlder = false;
    bool m_loadingOlder = false;
};

}
