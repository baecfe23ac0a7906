#pragma once

#include "client/sync/syncoptions.h"

#include <QRandomGenerator>

namespace hearth::client {

/// How long to wait before a new try: doubled each time up to a bound, half of it by chance, so that a server
/// that comes back is not met by everybody in the same second.
class Backoff {
public:
    explicit Backoff(const SyncOptions &options);

    std::chrono::milliseconds next();
    void reset() { m_tries = 0; }

private:
    std::chrono::milliseconds m_first;
    std::chrono::milliseconds m_longest;
    QRandomGenerator m_random;
    int m_tries = 0;
};

}
