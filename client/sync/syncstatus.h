#pragma once

#include <QString>

namespace hearth::client {

/// How the engine stands to its server.
struct SyncStatus {
    enum class Kind {
        Connecting,
        Live,
        Reconnecting, ///< lost a moment ago
        Offline,
        WrongServer, ///< `detail` says it
        Broken, ///< the replica's file can't be read or written
    };
    Kind kind = Kind::Connecting;
    int waiting = 0; ///< changes in the outbox
    qint64 lastInStepMs = 0; ///< 0: never
    int retrySeconds = 0;
    QString detail;

    friend bool operator==(const SyncStatus &, const SyncStatus &) = default;
};

}
