#pragma once

#include "server/proto/searchapi.h"

#include <mutex>

namespace hearth::tests {

/// A search that finds what it is told to.
class FakeSearch final : public server::SearchApi {
public:
    void answerWith(const shared::Result<calendar::SearchResponse> &answer)
    {
        const std::lock_guard lock(m_mutex);
        m_answer = answer;
    }
    calendar::SearchRequest last() const
    {
        const std::lock_guard lock(m_mutex);
        return m_last;
    }

    void find(const server::CallContext &, const calendar::SearchRequest &request,
              server::Reply<calendar::SearchResponse> reply) override
    {
        std::unique_lock lock(m_mutex);
        m_last = request;
        const auto answer = m_answer;
        lock.unlock();
        reply(answer);
    }

private:
    mutable std::mutex m_mutex;
    calendar::SearchRequest m_last;
    shared::Result<calendar::SearchResponse> m_answer = calendar::SearchResponse{};
};

}
