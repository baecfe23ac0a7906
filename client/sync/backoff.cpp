#include "client/sync/backoff.h"

#include <algorithm>

namespace hearth::client {

namespace {
constexpr int kMaxDoublings = 16;
}

Backoff::Backoff(const SyncOptions &options)
    : m_first(options.firstDelay)
    , m_longest(options.longestDelay)
    , m_random(options.seed != 0 ? QRandomGenerator(options.seed)
                                 : QRandomGenerator(QRandomGenerator::system()->generate()))
{
}

std::chrono::milliseconds Backoff::next()
{
    const auto whole = std::min(m_longest, m_first * (1 << std::min(m_tries, kMaxDoublings)));
    ++m_tries;
    const int half = static_cast<int>(whole.count() / 2);
    return std::chrono::milliseconds(half + m_random.bounded(half + 1));
}

}
