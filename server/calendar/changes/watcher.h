#pragma once

#include "server/calendar/messages.h"
#include "server/proto/call.h"
#include "shared/domain/change.h"

#include <QList>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace hearth::server::calendar {

/// One stream of changes and of what users are told: a bounded queue and the thread that hands it on, so that
/// a slow consumer delays nobody.
class Watcher {
public:
    using Handlers = StreamHandlers<pb::WatchChangesResponse>;
    Watcher(Handlers handlers, int maxQueued);

    /// The stream's first message, with nothing in it: from here on nothing is missing.
    void greet();
    /// Never blocks; a watcher that is too far behind is ended with Unavailable, reason "slow_consumer".
    void push(const QList<shared::Change> &changes);
    void push(const QList<pb::PersonalFrame> &frames);
    /// Nothing comes after it.
    void end(const shared::Error &error);
    bool over() const;

    /// Hands on what there is until the stream ends or is left.
    void run();
    /// The consumer goes.
    void leave();

private:
    struct Batch {
        bool greeting = false;
        QList<shared::Change> changes;
        QList<pb::PersonalFrame> frames;
        std::optional<shared::Error> error;
        bool left = false;
    };
    Batch take();
    template <class Item> void push(std::deque<Item> &queue, const QList<Item> &items);

    const Handlers m_handlers;
    const size_t m_maxQueued;
    mutable std::mutex m_mutex;
    std::condition_variable m_wakeUp;
    std::deque<shared::Change> m_changes;
    std::deque<pb::PersonalFrame> m_frames;
    bool m_greeting = false;
    bool m_left = false;
    std::optional<shared::Error> m_error;
};

/// The consumer's end: leaves the stream when it goes.
class WatchSubscription final : public Subscription {
public:
    explicit WatchSubscription(std::shared_ptr<Watcher> watcher);
    ~WatchSubscription() override;

private:
    std::shared_ptr<Watcher> m_watcher;
    std::thread m_thread;
};

}
