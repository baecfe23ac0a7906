#pragma once

#include <QDateTime>
#include <QString>

namespace hearth::client {

/// How the app stands to its server; the status bar says it in words.
struct ConnectionState {
    enum class Kind {
        SignedOut,
        Connecting,
        Live,
        Reconnecting, ///< lost a moment ago
        Offline, ///< no way to the server; changes wait
        Refused, ///< wrong certificate, or the session has ended: `detail` says it
    };
    Kind kind = Kind::SignedOut;
    int waiting = 0; ///< changes in the outbox
    QDateTime lastInStep; ///< when the replica was last equal to the server
    int retrySeconds = 0; ///< until the next try
    QString server; ///< host name, for people
    QString detail;

    friend bool operator==(const ConnectionState &, const ConnectionState &) = default;
};

}
