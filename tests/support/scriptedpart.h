#pragma once

#include "server/proto/call.h"

#include <QHash>
#include <QList>

#include <mutex>
#include <optional>
#include <string>

namespace hearth::tests {

/// What the fakes of the contract's parts have in common: the calls that arrived, and the answers that the
/// test has chosen; by default an empty message. Thread-safe.
class ScriptedPart {
public:
    struct Call {
        QByteArray method;
        server::CallContext context;
        std::string request;

        template <class Request> Request as() const
        {
            Request parsed;
            parsed.ParseFromString(request);
            return parsed;
        }
    };

    template <class Response> void setAnswer(const QByteArray &method, const Response &response)
    {
        const std::lock_guard lock(m_mutex);
        m_answers.insert(method, response.SerializeAsString());
    }
    void failWith(std::optional<shared::Error> error)
    {
        const std::lock_guard lock(m_mutex);
        m_error = std::move(error);
    }
    QList<Call> calls() const
    {
        const std::lock_guard lock(m_mutex);
        return m_calls;
    }

protected:
    void note(const QByteArray &method, const server::CallContext &context, std::string request)
    {
        const std::lock_guard lock(m_mutex);
        m_calls.append({method, context, std::move(request)});
    }
    template <class Response>
    void answer(const QByteArray &method, const server::CallContext &context, std::string request,
                const server::Reply<Response> &reply)
    {
        Response response;
        std::optional<shared::Error> error;
        {
            const std::lock_guard lock(m_mutex);
            m_calls.append({method, context, std::move(request)});
            error = m_error;
            response.ParseFromString(m_answers.value(method));
        }
        if (error)
            return reply(*error);
        reply(std::move(response));
    }

private:
    mutable std::mutex m_mutex;
    QList<Call> m_calls;
    QHash<QByteArray, std::string> m_answers;
    std::optional<shared::Error> m_error;
};

}
