#pragma once

#include "server/proto/call.h"

#include <QList>

#include <mutex>
#include <string>

namespace hearth::server {

/// What the fakes have in common: the calls that arrived and how they are answered. Thread-safe.
class FakeService {
public:
    struct Call {
        QByteArray method;
        CallContext context;
        std::string request;
    };
    enum class Behaviour {
        Succeed,
        Fail, ///< with setError()'s
        Hold, ///< until release()
        Drop, ///< the reply goes without being called
    };

    void behave(Behaviour behaviour)
    {
        const std::lock_guard lock(m_mutex);
        m_behaviour = behaviour;
    }
    void setError(const shared::Error &error)
    {
        const std::lock_guard lock(m_mutex);
        m_error = error;
        m_behaviour = Behaviour::Fail;
    }
    QList<Call> calls() const
    {
        const std::lock_guard lock(m_mutex);
        return {m_calls.begin(),
                m_calls.end()}; // a copy at once: shared, it would be made outside of the lock
    }
    int held() const
    {
        const std::lock_guard lock(m_mutex);
        return int(m_held.size());
    }
    /// Answers what is held.
    void release()
    {
        std::vector<std::function<void()>> held;
        {
            const std::lock_guard lock(m_mutex);
            held.swap(m_held);
        }
        for (const auto &reply : held)
            reply();
    }

protected:
    template <class Response>
    void answer(const QByteArray &method, const CallContext &context, std::string request,
                Reply<Response> reply)
    {
        std::unique_lock lock(m_mutex);
        m_calls.append({method, context, std::move(request)});
        switch (m_behaviour) {
        case Behaviour::Succeed:
            lock.unlock();
            return reply(Response());
        case Behaviour::Fail: {
            const shared::Error error = m_error;
            lock.unlock();
            return reply(error);
        }
        case Behaviour::Hold:
            m_held.push_back([reply = std::move(reply)] { reply(Response()); });
            return;
        case Behaviour::Drop:
            return;
        }
    }

private:
    mutable std::mutex m_mutex;
    QList<Call> m_calls;
    Behaviour m_behaviour = Behaviour::Succeed;
    shared::Error m_error;
    std::vector<std::function<void()>> m_held;
};

/// A watch that the test feeds.
template <class Item> class FakeStream {
public:
    std::unique_ptr<Subscription> open(StreamHandlers<Item> handlers)
    {
        const std::lock_guard lock(m_mutex);
        const int id = ++m_last;
        m_open.emplace_back(id, std::move(handlers));
        return std::make_unique<End>(*this, id);
    }
    void send(const Item &item)
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[id, handlers] : m_open)
            handlers.item(item);
    }
    void fail(const shared::Error &error)
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[id, handlers] : m_open)
            handlers.ended(error);
    }
    int watchers() const
    {
        const std::lock_guard lock(m_mutex);
        return int(m_open.size());
    }

private:
    class End final : public Subscription {
    public:
        End(FakeStream &stream, int id)
            : m_stream(stream)
            , m_id(id)
        {
        }
        ~End() override
        {
            const std::lock_guard lock(m_stream.m_mutex);
            std::erase_if(m_stream.m_open, [this](const auto &entry) { return entry.first == m_id; });
        }

    private:
        FakeStream &m_stream;
        const int m_id;
    };

    mutable std::mutex m_mutex;
    std::vector<std::pair<int, StreamHandlers<Item>>> m_open;
    int m_last = 0;
};

}
