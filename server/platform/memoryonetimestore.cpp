#include "server/platform/memoryonetimestore.h"

namespace hearth::server {

using namespace Qt::StringLiterals;
using shared::Done;
using shared::Error;
using shared::ErrorCode;
using shared::Outcome;
using shared::Result;

namespace {
Error isOver() { return {ErrorCode::Gone, u"This has been used, or its time is over."_s, u"used"_s}; }

Error isFull() { return {ErrorCode::Unavailable, u"Too much is waiting to be fetched."_s, {}, 60}; }
}

MemoryOneTimeStore::MemoryOneTimeStore(const shared::Clock &clock, int maxItems)
    : m_clock(clock)
    , m_maxItems(maxItems)
{
}

void MemoryOneTimeStore::put(const QByteArray &key, const QByteArray &value, std::chrono::seconds lifetime,
                             std::function<void(Outcome)> reply)
{
    const bool kept = insert(key, {value, m_clock.nowMs() + std::chrono::milliseconds(lifetime).count()});
    reply(kept ? Outcome(Done{}) : Outcome(isFull()));
}

void MemoryOneTimeStore::look(const QByteArray &key, std::function<void(Outcome)> reply)
{
    reply(has(key) ? Outcome(Done{}) : Outcome(isOver()));
}

void MemoryOneTimeStore::take(const QByteArray &key, std::function<void(Result<QByteArray>)> reply)
{
    auto value = remove(key);
    reply(value ? Result<QByteArray>(*value) : Result<QByteArray>(isOver()));
}

bool MemoryOneTimeStore::insert(const QByteArray &key, const Item &item)
{
    const std::lock_guard lock(m_mutex);
    m_items.removeIf([now = m_clock.nowMs()](auto each) { return each.value().endsMs <= now; });
    if (m_items.size() >= m_maxItems)
        return false;
    m_items.insert(key, item);
    return true;
}

bool MemoryOneTimeStore::has(const QByteArray &key)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_items.constFind(key);
    return found != m_items.constEnd() && found->endsMs > m_clock.nowMs();
}

std::optional<QByteArray> MemoryOneTimeStore::remove(const QByteArray &key)
{
    const std::lock_guard lock(m_mutex);
    const Item item = m_items.take(key);
    if (item.endsMs <= m_clock.nowMs())
        return std::nullopt;
    return item.value;
}

}
