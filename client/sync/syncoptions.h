#pragma once

#include <QtGlobal>

#include <chrono>

namespace hearth::client {

/// Times and sizes of the way to the server; tests set them.
struct SyncOptions {
    std::chrono::milliseconds requestTimeout{20'000}; ///< without a byte moving
    std::chrono::milliseconds firstDelay{1'000}; ///< before the first new try
    std::chrono::milliseconds longestDelay{60'000};
    std::chrono::milliseconds pingInterval{30'000};
    std::chrono::milliseconds pongTimeout{10'000};
    std::chrono::milliseconds offlineAfter{10'000}; ///< "reconnecting" becomes "offline"
    quint32 seed = 0; ///< of the jitter; 0: the system's randomness
    int pageSize = 500; ///< events and changes in one answer
};

}
