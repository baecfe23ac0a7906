#include "client/models/conversations.h"

#include <algorithm>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::ErrorCode;
using shared::Message;
using shared::Outcome;
using shared::Result;

namespace {
constexpr int kRetryMs = 5000;

bool covers(const Thread &outer, const Thread &inner)
{
    return outer.calendar == inner.calendar && (outer.event.isNull() || outer.event == inner.event);
}

bool mayGoAway(const shared::Error &error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::DeadlineExceeded
        || error.code == ErrorCode::RateLimited || error.code == ErrorCode::Unauthenticated
        || error.reason == "in_progress"_L1;
}
}

Conversations::Conversations(ConversationSink &sink, QString username, QObject *parent)
    : QObject(parent)
    , m_sink(sink)
    , m_username(std::move(username))
{
    m_retry.setSingleShot(true);
    m_retry.setInterval(kRetryMs);
    connect(&m_retry, &QTimer::timeout, this, &Conversations::sendNext);
}

Conversations::~Conversations() = default;

Conversation &Conversations::of(const Thread &thread)
{
    auto &conversation = m_threads[thread];
    if (!conversation) {
        conversation = std::make_unique<Conversation>(thread);
        for (const WaitingMessage &message : std::as_const(m_waiting))
            if (covers(thread, message.thread))
                conversation->putWaiting(itemOf(message));
    }
    return *conversation;
}

void Conversations::open(const Thread &thread)
{
    Conversation &conversation = of(thread);
    if (conversation.state() == Conversation::State::Unknown
        || conversation.state() == Conversation::State::Failed)
        fetchNewest(conversation);
}

void Conversations::openOlder(const Thread &thread)
{
    Conversation &conversation = of(thread);
    if (conversation.state() != Conversation::State::Ready || !conversation.hasOlder()
        || conversation.isLoadingOlder())
        return;
    conversation.beginOlder();
    m_sink.fetchPage(thread, conversation.oldestSeq(), [&conversation](const Result<MessagePage> &page) {
        if (page)
            conversation.takeOlder(*page);
        else
            conversation.fail(page.error().message);
    });
}

void Conversations::fetchNewest(Conversation &conversation)
{
    conversation.begin();
    m_sink.fetchPage(conversation.thread(), 0, [this, &conversation](const Result<MessagePage> &page) {
        if (!page)
            return conversation.fail(page.error().message);
        conversation.takeNewest(*page);
        if (m_watched.contains(conversation.thread()))
            see(conversation.thread());
    });
}

void Conversations::watch(const Thread &thread)
{
    if (m_watched.contains(thread))
        return;
    m_watched.insert(thread);
    Conversation &conversation = of(thread);
    conversation.markNew(unread(thread), m_self);
    see(thread);
}

void Conversations::unwatch(const Thread &thread) { m_watched.remove(thread); }

/// What is unread in it gets its line above, and is read up to the newest that is here.
void Conversations::see(const Thread &thread)
{
    Conversation &conversation = of(thread);
    const int count = unread(thread);
    if (count == 0 || conversation.state() != Conversation::State::Ready)
        return;
    if (conversation.firstNewRow() < 0)
        conversation.markNew(count, m_self);
    read(conversation);
}

void Conversations::read(const Conversation &conversation)
{
    const auto threads = m_unread.keys();
    for (const Thread &each : threads) {
        if (!covers(conversation.thread(), each))
            continue;
        m_unread.remove(each);
        m_sink.markRead(each, conversation.newestSeq());
    }
    Q_EMIT unreadChanged();
}

void Conversations::post(const Thread &thread, const QString &text)
{
    const WaitingMessage message{thread, text, QUuid::createUuid().toByteArray(QUuid::WithoutBraces),
                                 m_clock.nowMs()};
    m_waiting.append(message);
    keepWaiting();
    for (const auto &[each, conversation] : m_threads) {
        if (!covers(each, thread))
            continue;
        conversation->markNew(0, m_self);
        conversation->putWaiting(itemOf(message));
    }
    sendNext();
}

MessageItem Conversations::itemOf(const WaitingMessage &message) const
{
    MessageItem item;
    item.calendar = message.thread.calendar;
    item.event = message.thread.event;
    item.user = m_self;
    item.username = m_username;
    item.text = message.text;
    item.atMs = message.atMs;
    item.key = message.key;
    item.problem = m_refused.value(message.key);
    return item;
}

void Conversations::retry(const QByteArray &key)
{
    m_refused.remove(key);
    for (const auto &[thread, conversation] : m_threads)
        conversation->refuse(key, {});
    sendNext();
}

void Conversations::discard(const QByteArray &key)
{
    m_refused.remove(key);
    m_waiting.removeIf([&key](const WaitingMessage &message) { return message.key == key; });
    for (const auto &[thread, conversation] : m_threads)
        conversation->removeWaiting(key);
    keepWaiting();
}

/// One after the other, in the order of writing.
void Conversations::sendNext()
{
    if (!m_online || m_sending)
        return;
    const auto next = std::find_if(m_waiting.begin(), m_waiting.end(), [this](const WaitingMessage &message) {
        return !m_refused.contains(message.key);
    });
    if (next == m_waiting.end())
        return;
    m_sending = true;
    m_sink.post(*next, [this, key = next->key](const Result<Message> &posted) { settle(key, posted); });
}

void Conversations::settle(const QByteArray &key, const Result<Message> &posted)
{
    m_sending = false;
    if (posted) {
        m_waiting.removeIf([&key](const WaitingMessage &message) { return message.key == key; });
        keepWaiting();
        for (const auto &[thread, conversation] : m_threads)
            if (covers(thread, {posted->calendar, posted->event}))
                conversation->settle(key, *posted);
    } else if (mayGoAway(posted.error())) {
        return m_retry.start(); // or with the next connection
    } else {
        m_refused.insert(key, posted.error().message);
        for (const auto &[thread, conversation] : m_threads)
            conversation->refuse(key, posted.error().message);
    }
    sendNext();
}

void Conversations::edit(const Message &message, const QString &text, Finished finished)
{
    m_sink.edit(message.calendar, message.id, text, [this, finished](const Result<Message> &edited) {
        if (edited)
            spread(*edited);
        finished(edited ? Outcome(shared::Done{}) : Outcome(edited.error()));
    });
}

void Conversations::remove(const Message &message, Finished finished)
{
    m_sink.remove(message.calendar, message.id, [this, finished](const Result<Message> &removed) {
        if (removed)
            spread(*removed);
        finished(removed ? Outcome(shared::Done{}) : Outcome(removed.error()));
    });
}

bool Conversations::isMine(const Message &message) const
{
    return !message.user.isNull() && message.user == m_self;
}

bool Conversations::namesMe(const Message &message) const
{
    return std::any_of(message.mentions.begin(), message.mentions.end(),
                       [this](const shared::Mention &mention) { return mention.user == m_self; });
}

int Conversations::unread(const Thread &thread) const
{
    int count = 0;
    for (auto it = m_unread.begin(); it != m_unread.end(); ++it)
        if (covers(thread, it.key()))
            count += it.value();
    return count;
}

int Conversations::unreadEverywhere() const
{
    int count = 0;
    for (const int each : m_unread)
        count += each;
    return count;
}

void Conversations::setOnline(bool online)
{
    if (std::exchange(m_online, online) == online || !online)
        return;
    fetchUnread();
    for (const auto &[thread, conversation] : m_threads)
        if (conversation->state() != Conversation::State::Unknown)
            fetchNewest(*conversation);
    sendNext();
}

void Conversations::fetchUnread()
{
    m_sink.fetchUnread([this](const Result<QList<Unread>> &list) {
        if (!list)
            return; // the next connection asks again
        m_unread.clear();
        for (const Unread &each : *list)
            m_unread.insert(each.thread, each.messages);
        const auto watched = m_watched;
        for (const Thread &thread : watched)
            see(thread);
        Q_EMIT unreadChanged();
    });
}

void Conversations::restore(const QList<WaitingMessage> &waiting)
{
    m_waiting = waiting;
    for (const auto &[thread, conversation] : m_threads)
        for (const WaitingMessage &message : waiting)
            if (covers(thread, message.thread))
                conversation->putWaiting(itemOf(message));
    sendNext();
}

void Conversations::take(const Message &message, bool fresh)
{
    if (fresh && isBeingSent(message))
        return; // the answer brings it, and takes the waiting one away
    spread(message);
    if (!fresh || isMine(message))
        return;
    const Thread thread{message.calendar, message.event};
    ++m_unread[thread];
    const auto watched = m_watched;
    for (const Thread &each : watched)
        if (covers(each, thread) && of(each).state() == Conversation::State::Ready)
            read(of(each));
    Q_EMIT unreadChanged();
}

bool Conversations::isBeingSent(const Message &message) const
{
    const Thread thread{message.calendar, message.event};
    return m_sending && isMine(message)
        && std::any_of(m_waiting.begin(), m_waiting.end(), [&](const WaitingMessage &waiting) {
               return waiting.thread == thread && waiting.text == message.text;
           });
}

void Conversations::removeCalendar(CalendarId calendar)
{
    m_unread.removeIf([calendar](const auto &it) { return it.key().calendar == calendar; });
    m_waiting.removeIf([calendar](const WaitingMessage &it) { return it.thread.calendar == calendar; });
    keepWaiting();
    Q_EMIT unreadChanged();
}

void Conversations::spread(const Message &message)
{
    for (const auto &[thread, conversation] : m_threads)
        if (covers(thread, {message.calendar, message.event})
            && conversation->state() != Conversation::State::Unknown)
            conversation->put(message);
}

void Conversations::keepWaiting() { m_sink.keep(m_waiting); }

}
