#pragma once

#include "server/proto/call.h"

#include <QList>

#include <memory>
#include <mutex>

namespace hearth::tests {

/// The watchers of a fake service's stream, one item at a time.
template <class Item> class FakeStream {
public:
    std::unique_ptr<server::Subscription> watch(server::StreamHandlers<Item> handlers)
    {
        const std::lock_guard lock(m_state->mutex);
        const int id = ++m_state->ids;
        m_state->watchers.append({id, std::move(handlers)});
        return std::make_unique<Watch>(m_state, id);
    }
    void send(const Item &item)
    {
        const std::lock_guard lock(m_state->mutex);
        for (const Watcher &each : std::as_const(m_state->watchers))
            each.handlers.item(item);
    }
    /// To the newest watcher only.
    void sendToLast(const Item &item)
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->watchers.last().handlers.item(item);
    }
    void end(const shared::Error &error)
    {
        const std::lock_guard lock(m_state->mutex);
        for (const Watcher &each : std::exchange(m_state->watchers, {}))
            each.handlers.ended(error);
    }
    int watchers() const
    {
        const std::lock_guard lock(m_state->mutex);
        return int(m_state->watchers.size());
    }

private:
    struct Watcher {
        int id;
        server::StreamHandlers<Item> handlers;
    };
    struct State {
        std::recursive_mutex mutex;
        QList<Watcher> watchers;
        int ids = 0;
    };
    class Watch final : public server::Subscription {
    public:
        Watch(std::shared_ptr<State> state, int id)
            : m_state(std::move(state))
            , m_id(id)
        {
        }
        ~Watch() override
        {
            const std::lock_guard lock(m_state->mutex);
            m_state->watchers.removeIf([this](const Watcher &each) { return each.id == m_id; });
        }

    private:
        std::shared_ptr<State> m_state;
        int m_id;
    };

    std::shared_ptr<State> m_state = std::make_shared<State>();
};

}
