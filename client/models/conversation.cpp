#include "client/models/conversation.h"

#include <algorithm>

namespace hearth::client {

using shared::Message;
using shared::MessageId;

namespace {
MessageItem itemOf(const Message &message)
{
    MessageItem item;
    static_cast<Message &>(item) = message;
    return item;
}
}

Conversation::Conversation(Thread thread, QObject *parent)
    : QAbstractListModel(parent)
    , m_thread(thread)
{
}

int Conversation::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

QVariant Conversation::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return m_items.at(index.row()).text;
}

qint64 Conversation::oldestSeq() const { return sentCount() > 0 ? m_items.first().seq : 0; }

qint64 Conversation::newestSeq() const
{
    const int sent = sentCount();
    return sent > 0 ? m_items.at(sent - 1).seq : 0;
}

int Conversation::firstNewRow() const
{
    if (m_newFrom == 0)
        return -1;
    for (int row = 0; row < sentCount(); ++row)
        if (m_items.at(row).seq >= m_newFrom)
            return row;
    return -1;
}

void Conversation::begin() { setState(State::Loading); }

void Conversation::beginOlder()
{
    m_loadingOlder = true;
    Q_EMIT stateChanged();
}

void Conversation::fail(const QString &sentence)
{
    m_loadingOlder = false;
    setState(State::Failed, sentence);
}

void Conversation::takeNewest(const MessagePage &page)
{
    const bool meets = !page.more
        || std::any_of(page.messages.begin(), page.messages.end(),
                       [this](const Message &message) { return rowOf(message.id) >= 0; });
    if (const int sent = sentCount(); !meets && sent > 0) {
        beginRemoveRows({}, 0, sent - 1);
        m_items.remove(0, sent);
        endRemoveRows();
    }
    if (sentCount() == 0)
        m_hasOlder = page.more;
    for (const Message &message : page.messages)
        insertSorted(message);
    setState(State::Ready);
}

void Conversation::takeOlder(const MessagePage &page)
{
    m_loadingOlder = false;
    m_hasOlder = page.more;
    for (const Message &message : page.messages)
        insertSorted(message);
    setState(State::Ready);
}

void Conversation::put(const Message &message)
{
    if (const int row = rowOf(message.id); row >= 0)
        return replace(row, message);
    if (message.seq > newestSeq() && message.editedMs == 0 && !message.deleted)
        insertSorted(message);
}

void Conversation::putWaiting(const MessageItem &item)
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_items.append(item);
    endInsertRows();
}

void Conversation::settle(const QByteArray &key, const Message &message)
{
    removeWaiting(key);
    insertSorted(message);
}

void Conversation::refuse(const QByteArray &key, const QString &sentence)
{
    const int row = rowOfKey(key);
    if (row < 0)
        return;
    m_items[row].problem = sentence;
    Q_EMIT dataChanged(index(row), index(row));
}

void Conversation::removeWaiting(const QByteArray &key)
{
    const int row = rowOfKey(key);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    m_items.removeAt(row);
    endRemoveRows();
}

void Conversation::markNew(int count, shared::UserId self)
{
    qint64 from = 0;
    for (int row = sentCount() - 1; row >= 0 && count > 0; --row) {
        const MessageItem &item = m_items.at(row);
        if (item.user == self || item.deleted)
            continue;
        from = item.seq;
        --count;
    }
    if (std::exchange(m_newFrom, from) != from)
        Q_EMIT newLineMoved();
}

int Conversation::rowOf(MessageId id) const
{
    const auto found = std::find_if(m_items.rbegin(), m_items.rend(),
                                    [id](const MessageItem &item) { return item.id == id; });
    return found == m_items.rend() ? -1 : static_cast<int>(std::distance(found, m_items.rend())) - 1;
}

int Conversation::rowOfKey(const QByteArray &key) const
{
    const auto found = std::find_if(m_items.begin(), m_items.end(), [&key](const MessageItem &item) {
        return item.waits() && item.key == key;
    });
    return found == m_items.end() ? -1 : static_cast<int>(std::distance(m_items.begin(), found));
}

int Conversation::sentCount() const
{
    const auto waiting =
        std::find_if(m_items.begin(), m_items.end(), [](const MessageItem &item) { return item.waits(); });
    return static_cast<int>(std::distance(m_items.begin(), waiting));
}

void Conversation::insertSorted(const Message &message)
{
    if (const int known = rowOf(message.id); known >= 0)
        return replace(known, message);
    int row = sentCount();
    while (row > 0 && m_items.at(row - 1).seq > message.seq)
        --row;
    beginInsertRows({}, row, row);
    m_items.insert(row, itemOf(message));
    endInsertRows();
}

/// A change's frame carries the change's seq: the message keeps its place.
void Conversation::replace(int row, const Message &message)
{
    MessageItem item = itemOf(message);
    item.seq = m_items.at(row).seq;
    if (static_cast<const Message &>(item) == m_items.at(row))
        return;
    m_items[row] = item;
    Q_EMIT dataChanged(index(row), index(row));
}

void Conversation::setState(State state, const QString &problem)
{
    m_state = state;
    m_problem = problem;
    Q_EMIT stateChanged();
}

}
