#include "server/calendar/saga/pendingcalls.h"

#include <condition_variable>
#include <mutex>
#include <unordered_map>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Done;
using shared::Error;
using shared::ErrorCode;
using shared::Outcome;

namespace {
Error closing() { return {ErrorCode::Unavailable, u"The server is shutting down."_s, u"shutting_down"_s, 1}; }

Error timedOut()
{
    return {ErrorCode::DeadlineExceeded, u"The auth service did not answer in time."_s, {}, 1};
}
}

struct PendingCalls::State {
    struct Call {
        Then then;
        quint64 timer = 0;
    };
    explicit State(TaskTimer &taskTimer)
        : timer(taskTimer)
    {
    }
    TaskTimer &timer; ///< not used any more once closed and quiet
    std::mutex mutex;
    std::condition_variable quiet;
    std::unordered_map<quint64, Call> calls;
    quint64 lastId = 0;
    int running = 0;
    bool closed = false;
};

PendingCalls::PendingCalls(TaskTimer &timer)
    : m_state(std::make_shared<State>(timer))
{
}

PendingCalls::~PendingCalls() { close(); }

void PendingCalls::call(qint64 timeoutMs, const Start &start, Then then)
{
    quint64 id = 0;
    {
        const std::lock_guard guard(m_state->mutex);
        if (!m_state->closed) {
            id = ++m_state->lastId;
            m_state->calls.emplace(id, State::Call{then});
        }
    }
    if (id == 0)
        return then(closing());
    const std::weak_ptr<State> weak = m_state;
    const auto arrive = [weak, id](const Outcome &outcome) {
        if (const auto state = weak.lock())
            end(state, id, outcome);
    };
    const quint64 timer =
        m_state->timer.after(std::chrono::milliseconds(timeoutMs), [arrive] { arrive(timedOut()); });
    {
        const std::lock_guard guard(m_state->mutex);
        if (const auto found = m_state->calls.find(id); found != m_state->calls.end())
            found->second.timer = timer;
    }
    start([arrive](const shared::Result<::hearth::auth::Empty> &answer) {
        arrive(answer ? Outcome(Done{}) : Outcome(answer.error()));
    });
}

void PendingCalls::end(const std::shared_ptr<State> &state, quint64 id, const Outcome &outcome)
{
    State::Call call;
    {
        const std::lock_guard guard(state->mutex);
        const auto found = state->calls.find(id);
        if (found == state->calls.end())
            return;
        call = std::move(found->second);
        state->calls.erase(found);
        ++state->running;
    }
    state->timer.cancel(call.timer);
    call.then(outcome);
    {
        const std::lock_guard guard(state->mutex);
        --state->running;
    }
    state->quiet.notify_all();
}

void PendingCalls::close()
{
    std::unordered_map<quint64, State::Call> left;
    std::unique_lock lock(m_state->mutex);
    m_state->closed = true;
    left.swap(m_state->calls);
    lock.unlock();
    for (const auto &[id, call] : left)
        call.then(closing());
    lock.lock();
    m_state->quiet.wait(lock, [this] { return m_state->running == 0; });
}

}
