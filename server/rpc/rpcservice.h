#pragma once

#include "server/rpc/rpcmetadata.h"

#include <grpcpp/support/server_callback.h>

#include <deque>
#include <memory>
#include <mutex>
#include <unordered_set>
#include <utility>

namespace hearth::server::rpc {

/// A stream that can be ended from outside.
class EndableStream {
public:
    virtual ~EndableStream() = default;
    virtual void end() = 0;
};

/// The streams that a service has open, so that it can end them when it drains.
class OpenStreams {
public:
    /// False where the service is draining already.
    bool add(EndableStream *stream)
    {
        const std::lock_guard lock(m_mutex);
        return !m_ending && m_streams.insert(stream).second;
    }
    void remove(EndableStream *stream)
    {
        const std::lock_guard lock(m_mutex);
        m_streams.erase(stream);
    }
    void endAll()
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
        for (EndableStream *stream : m_streams)
            stream->end();
    }

private:
    std::mutex m_mutex;
    std::unordered_set<EndableStream *> m_streams;
    bool m_ending = false;
};

/// A call that gRPC waits for: answered once, at the latest when the last who could answer has gone.
template <class Response> class ServedCall {
public:
    ServedCall(grpc::CallbackServerContext &context, Response &response)
        : m_context(context)
        , m_response(response)
        , m_reactor(context.DefaultReactor())
    {
    }
    ~ServedCall()
    {
        if (!m_done)
            finish(shared::Error{shared::ErrorCode::Internal, QStringLiteral("The service gave no answer")});
    }
    ServedCall(const ServedCall &) = delete;
    ServedCall &operator=(const ServedCall &) = delete;

    void finish(shared::Result<Response> result)
    {
        if (std::exchange(m_done, true))
            return;
        if (!result) {
            m_reactor->Finish(writeError(result.error(), m_context));
            return;
        }
        m_response = std::move(*result);
        m_reactor->Finish(grpc::Status::OK);
    }
    grpc::ServerUnaryReactor *reactor() const { return m_reactor; }

private:
    grpc::CallbackServerContext &m_context;
    Response &m_response;
    grpc::ServerUnaryReactor *const m_reactor;
    bool m_done = false;
};

/// Hands a call to the contract's method of the same name.
template <class Api, class Request, class Response>
grpc::ServerUnaryReactor *
serveCall(grpc::CallbackServerContext *context, const Request *request, Response *response, Api &api,
          void (Api::*method)(const CallContext &, const Request &, Reply<Response>))
{
    auto served = std::make_shared<ServedCall<Response>>(*context, *response);
    grpc::ServerUnaryReactor *const reactor = served->reactor();
    (api.*method)(readCall(*context), *request,
                  [served](shared::Result<Response> result) { served->finish(std::move(result)); });
    return reactor;
}

/// Writes a watch's items to one caller. A caller that does not read is cut off at kLongestQueue and may
/// watch again.
template <class Item> class StreamWriter final : public grpc::ServerWriteReactor<Item>, public EndableStream {
public:
    explicit StreamWriter(OpenStreams &streams)
        : m_streams(streams)
    {
    }

    template <class Watch> void start(grpc::CallbackServerContext &context, Watch watch)
    {
        { // gRPC may cancel in another thread
            const std::lock_guard lock(m_mutex);
            m_context = &context;
        }
        if (!m_streams.add(this)) {
            end();
            return;
        }
        m_subscription = watch(StreamHandlers<Item>{[this](const Item &item) { push(item); },
                                                    [this](const shared::Error &error) { finish(error); }});
    }

    void end() override
    {
        finish(shared::Error{shared::ErrorCode::Unavailable, QStringLiteral("The service is ending"), {}, 1});
    }
    void OnWriteDone(bool ok) override
    {
        const std::lock_guard lock(m_mutex);
        m_queue.pop_front();
        m_writing = false;
        if (!ok)
            m_queue.clear();
        if (!m_finished && !m_queue.empty())
            writeNext();
    }
    void OnCancel() override { end(); }
    void OnDone() override
    {
        m_streams.remove(this);
        m_subscription.reset();
        { // whoever called Finish() may still hold it
            const std::lock_guard lock(m_mutex);
        }
        delete this;
    }

private:
    static constexpr size_t kLongestQueue = 10'000;

    void push(const Item &item)
    {
        const std::lock_guard lock(m_mutex);
        if (m_finished)
            return;
        if (m_queue.size() >= kLongestQueue) {
            finishLocked(
                shared::Error{shared::ErrorCode::Unavailable, QStringLiteral("Read too slowly"), {}, 1});
            return;
        }
        m_queue.push_back(item);
        if (!m_writing)
            writeNext();
    }
    void writeNext()
    {
        m_writing = true;
        this->StartWrite(&m_queue.front());
    }
    void finish(const shared::Error &error)
    {
        const std::lock_guard lock(m_mutex);
        finishLocked(error);
    }
    void finishLocked(const shared::Error &error)
    {
        if (!std::exchange(m_finished, true))
            this->Finish(writeError(error, *m_context));
    }

    OpenStreams &m_streams;
    grpc::CallbackServerContext *m_context = nullptr;
    std::unique_ptr<Subscription> m_subscription;
    std::mutex m_mutex;
    std::deque<Item> m_queue; ///< the first is being written
    bool m_writing = false;
    bool m_finished = false;
};

/// Hands a watch to the contract's method of the same name.
template <class Api, class Item>
grpc::ServerWriteReactor<Item> *serveWatch(grpc::CallbackServerContext &context, OpenStreams &streams,
                                           Api &api,
                                           std::unique_ptr<Subscription> (Api::*method)(StreamHandlers<Item>))
{
    auto *writer = new StreamWriter<Item>(streams); // deletes itself
    writer->start(context, [&api, method](StreamHandlers<Item> handlers) {
        return (api.*method)(std::move(handlers));
    });
    return writer;
}

}
