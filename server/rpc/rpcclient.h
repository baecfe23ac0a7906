#pragma once

#include "server/rpc/rpcchannel.h"
#include "server/rpc/rpcmetadata.h"

#include <grpcpp/client_context.h>
#include <grpcpp/support/client_callback.h>

#include <functional>
#include <mutex>
#include <utility>

namespace hearth::server::rpc {

/// Makes a contract's calls on a generated stub: what every client has in common, written once.
template <class Stub> class RpcClient {
public:
    using Async = class Stub::async; // the stub has a function of that name, too
    template <class Request, class Response>
    using Unary = void (Async::*)(grpc::ClientContext *, const Request *, Response *,
                                  std::function<void(grpc::Status)>);
    template <class Request, class Item>
    using Stream = void (Async::*)(grpc::ClientContext *, const Request *, grpc::ClientReadReactor<Item> *);

    template <class... Arguments>
    explicit RpcClient(Arguments &&...arguments)
        : m_channel(std::forward<Arguments>(arguments)...)
        , m_stub(m_channel.channel())
    {
    }

    template <class Request, class Response>
    void call(Unary<Request, Response> method, const CallContext &call, const Request &request,
              Reply<Response> reply);
    template <class Request, class Item>
    std::unique_ptr<Subscription> watch(Stream<Request, Item> method, StreamHandlers<Item> handlers);

private:
    template <class Request, class Response> class PendingCall;
    template <class Request, class Item> class Reader;
    template <class Request, class Item> class ReaderEnd;

    RpcChannel m_channel;
    Stub m_stub;
};

/// One call: lives from its start to its reply.
template <class Stub> template <class Request, class Response> class RpcClient<Stub>::PendingCall {
public:
    PendingCall(RpcChannel &channel, const Request &request, Reply<Response> reply)
        : m_channel(channel)
        , m_request(request)
        , m_reply(std::move(reply))
    {
    }

    void start(Async &stub, Unary<Request, Response> method, const CallContext &call)
    {
        writeCall(call, *m_context);
        m_context->set_deadline(m_channel.deadline(call.deadlineMs));
        if (!m_channel.enter(*m_context)) {
            m_channel.breaker().abandoned();
            m_reply(
                shared::Error{shared::ErrorCode::Unavailable, QStringLiteral("The server is ending"), {}, 1});
            delete this;
            return;
        }
        (stub.*method)(m_context.get(), &m_request, &m_response,
                       [this](const grpc::Status &status) { finish(status); });
    }

private:
    void finish(const grpc::Status &status)
    {
        RpcChannel &channel = m_channel;
        channel.forget(*m_context);
        if (status.ok() || isFromService(*m_context))
            channel.breaker().succeeded();
        else if (status.error_code() == grpc::StatusCode::CANCELLED)
            channel.breaker().abandoned();
        else
            channel.breaker().failed();
        if (status.ok())
            m_reply(std::move(m_response));
        else
            m_reply(readError(status, *m_context));
        delete this;
        channel.leave();
    }

    RpcChannel &m_channel;
    std::unique_ptr<grpc::ClientContext> m_context = std::make_unique<grpc::ClientContext>();
    const Request m_request;
    Response m_response;
    Reply<Response> m_reply;
};

/// One stream: lives until gRPC is done with it, its handlers until the caller's Subscription goes.
template <class Stub>
template <class Request, class Item>
class RpcClient<Stub>::Reader final : public grpc::ClientReadReactor<Item> {
public:
    /// Shared with the caller's Subscription.
    struct Gate {
        std::recursive_mutex mutex; ///< a handler may end its own subscription
        StreamHandlers<Item> handlers;
        grpc::ClientContext *context = nullptr; ///< null once gRPC is done
        bool open = true;
    };

    Reader(RpcChannel &channel, std::shared_ptr<Gate> gate)
        : m_channel(channel)
        , m_gate(std::move(gate))
    {
        m_gate->context = m_context.get();
    }

    void start(Async &stub, Stream<Request, Item> method)
    {
        if (!m_channel.enter(*m_context)) {
            m_entered = false;
            OnDone(grpc::Status(grpc::StatusCode::CANCELLED, {}));
            return;
        }
        (stub.*method)(m_context.get(), &m_request, this);
        this->StartRead(&m_item);
        this->StartCall();
    }

    void OnReadDone(bool ok) override
    {
        if (!ok)
            return;
        {
            const std::lock_guard lock(m_gate->mutex);
            if (m_gate->open)
                m_gate->handlers.item(m_item);
        }
        m_item.Clear();
        this->StartRead(&m_item);
    }

    void OnDone(const grpc::Status &status) override
    {
        RpcChannel &channel = m_channel;
        const bool entered = m_entered;
        channel.forget(*m_context);
        {
            const std::lock_guard lock(m_gate->mutex);
            m_gate->context = nullptr;
            if (std::exchange(m_gate->open, false) && m_gate->handlers.ended)
                m_gate->handlers.ended(endOf(status));
        }
        delete this;
        if (entered)
            channel.leave();
    }

private:
    shared::Error endOf(const grpc::Status &status) const
    {
        if (!status.ok())
            return readError(status, *m_context);
        return shared::Error{shared::ErrorCode::Unavailable, QStringLiteral("The stream has ended"), {}, 1};
    }

    RpcChannel &m_channel;
    std::shared_ptr<Gate> m_gate;
    std::unique_ptr<grpc::ClientContext> m_context = std::make_unique<grpc::ClientContext>();
    const Request m_request;
    Item m_item;
    bool m_entered = true;
};

template <class Stub>
template <class Request, class Item>
class RpcClient<Stub>::ReaderEnd final : public Subscription {
public:
    using Gate = typename Reader<Request, Item>::Gate;

    explicit ReaderEnd(std::shared_ptr<Gate> gate)
        : m_gate(std::move(gate))
    {
    }
    ~ReaderEnd() override
    {
        const std::lock_guard lock(m_gate->mutex);
        m_gate->open = false;
        if (m_gate->context)
            m_gate->context->TryCancel();
    }

private:
    std::shared_ptr<Gate> m_gate;
};

template <class Stub>
template <class Request, class Response>
void RpcClient<Stub>::call(Unary<Request, Response> method, const CallContext &call, const Request &request,
                           Reply<Response> reply)
{
    if (!m_channel.breaker().mayCall()) {
        m_channel.countRefused();
        reply(shared::Error{shared::ErrorCode::Unavailable,
                            QStringLiteral("The service can't be reached now"),
                            {},
                            m_channel.breaker().retryAfterSeconds()});
        return;
    }
    auto *pending =
        new PendingCall<Request, Response>(m_channel, request, std::move(reply)); // deletes itself
    pending->start(*m_stub.async(), method, call);
}

template <class Stub>
template <class Request, class Item>
std::unique_ptr<Subscription> RpcClient<Stub>::watch(Stream<Request, Item> method,
                                                     StreamHandlers<Item> handlers)
{
    auto gate = std::make_shared<typename Reader<Request, Item>::Gate>();
    gate->handlers = std::move(handlers);
    auto *reader = new Reader<Request, Item>(m_channel, gate); // deletes itself
    reader->start(*m_stub.async(), method);
    return std::make_unique<ReaderEnd<Request, Item>>(std::move(gate));
}

}
