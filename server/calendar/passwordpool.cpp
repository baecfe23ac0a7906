#include "server/calendar/passwordpool.h"

#include <new>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
Error overloaded()
{
    return {ErrorCode::Unavailable, u"The server has too much to do at the moment. Try again soon."_s, {}, 1};
}
}

PasswordPool::PasswordPool(PasswordHasher::Cost cost, int threads, int maxQueued)
    : m_hasher(cost)
    , m_pool(threads, maxQueued)
{
}

void PasswordPool::hash(const QString &password, std::function<void(Result<QString>)> then)
{
    if (password.isEmpty())
        return then(QString());
    enqueue<QString>([this, password] { return QString::fromLatin1(m_hasher.hash(password)); },
                     std::move(then));
}

void PasswordPool::fingerprint(const QString &password, const QByteArray &salt,
                               std::function<void(Result<QByteArray>)> then)
{
    if (password.isEmpty())
        return then(QByteArray());
    enqueue<QByteArray>([this, password, salt] { return m_hasher.fingerprint(password, salt); },
                        std::move(then));
}

void PasswordPool::verify(const QString &hash, const QString &password,
                          std::function<void(Result<bool>)> then)
{
    enqueue<bool>([this, hash, password] { return m_hasher.verify(hash.toLatin1(), password); },
                  std::move(then));
}

template <class T> void PasswordPool::enqueue(std::function<T()> work, std::function<void(Result<T>)> then)
{
    const bool queued = m_pool.submit([work = std::move(work), then] {
        const Result<T> result = [&]() -> Result<T> {
            try {
                return work();
            } catch (const std::bad_alloc &) {
                return overloaded();
            }
        }();
        then(result);
    });
    if (!queued)
        then(overloaded());
}

}
