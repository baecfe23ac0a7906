#pragma once

#include "server/proto/call.h"

#include <QObject>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>

namespace hearth::server::gateway {

/// Keeps a service's stream open: watches again, after a pause that grows, whenever it has ended. Lives in
/// the thread where it was made, which needs an event loop.
template <class Item> class StreamKeeper {
public:
    using Open = std::function<std::unique_ptr<Subscription>(StreamHandlers<Item>)>;

    /// `item` and `ended` are called on any thread, one at a time.
    StreamKeeper(Open open, std::function<void(const Item &)> item,
                 std::function<void(const shared::Error &)> ended, std::chrono::milliseconds firstDelay)
        : m_open(std::move(open))
        , m_item(std::move(item))
        , m_ended(std::move(ended))
        , m_firstDelay(firstDelay)
        , m_delay(firstDelay)
    {
        // From the event loop: an item may come before watch() returns, and needs its keeper in place.
        QMetaObject::invokeMethod(
            &m_thread, [this] { watch(); }, Qt::QueuedConnection);
    }
    StreamKeeper(const StreamKeeper &) = delete;
    StreamKeeper &operator=(const StreamKeeper &) = delete;

private:
    void watch()
    {
        m_subscription = m_open({[this](const Item &item) {
                                     m_settled = true;
                                     m_item(item);
                                 },
                                 [this](const shared::Error &error) {
                                     m_ended(error);
                                     QMetaObject::invokeMethod(
                                         &m_thread, [this] { retryLater(); }, Qt::QueuedConnection);
                                 }});
    }
    void retryLater()
    {
        m_subscription.reset();
        if (m_settled.exchange(false))
            m_delay = m_firstDelay;
        QTimer::singleShot(m_delay, &m_thread, [this] { watch(); });
        m_delay = std::min<std::chrono::milliseconds>(m_delay * 2, std::chrono::seconds(5));
    }

    Open m_open;
    std::function<void(const Item &)> m_item;
    std::function<void(const shared::Error &)> m_ended;
    std::chrono::milliseconds m_firstDelay;
    std::chrono::milliseconds m_delay;
    std::atomic<bool> m_settled = false; ///< an item has come, so that the next break is a new one
    QObject m_thread;
    std::unique_ptr<Subscription> m_subscription; // first to go: nothing calls in any more
};

}
