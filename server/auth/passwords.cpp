#include "server/auth/passwords.h"

#include "server/auth/authoptions.h"
#include "shared/base/clock.h"

#include <new>

namespace hearth::server::auth {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;

namespace {
Error busy()
{
    return {ErrorCode::Unavailable, u"Too many people sign in at the moment. Try again soon."_s, {}, 2};
}

Error tooLate() { return {ErrorCode::DeadlineExceeded, u"This took too long. Try again."_s, {}, 2}; }
}

Passwords::Passwords(const AuthOptions &options, const shared::Clock &clock)
    : m_clock(clock)
    , m_hasher(options.passwordCost)
    , m_decoy(m_hasher.decoy())
    , m_pool(options.hashThreads, options.maxQueuedHashes)
{
}

void Passwords::hash(const QString &password, qint64 deadlineMs,
                     std::function<void(shared::Result<QByteArray>)> reply)
{
    const bool queued = m_pool.submit([this, password, deadlineMs, reply] {
        shared::Result<QByteArray> result = busy();
        if (isPast(deadlineMs))
            return reply(tooLate());
        try {
            result = m_hasher.hash(password);
            ++m_hashesRun;
        } catch (const std::bad_alloc &) {
            result = busy();
        }
        reply(std::move(result));
    });
    if (!queued)
        reply(busy());
}

void Passwords::verify(const QByteArray &stored, const QString &password, qint64 deadlineMs,
                       std::function<void(shared::Result<Verdict>)> reply)
{
    const bool queued = m_pool.submit([this, stored, password, deadlineMs, reply] {
        if (isPast(deadlineMs))
            return reply(tooLate());
        Verdict verdict;
        verdict.right = m_hasher.verify(stored.isEmpty() ? m_decoy : stored, password) && !stored.isEmpty();
        ++m_hashesRun;
        try {
            if (verdict.right && m_hasher.needsRehash(stored))
                verdict.renewed = m_hasher.hash(password);
        } catch (const std::bad_alloc &) {
            verdict.renewed.clear(); // the stored one is still good
        }
        reply(verdict);
    });
    if (!queued)
        reply(busy());
}

bool Passwords::isPast(qint64 deadlineMs) const { return deadlineMs > 0 && m_clock.nowMs() > deadlineMs; }

}
