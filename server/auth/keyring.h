#pragma once

#include "server/platform/jws.h"

#include <QList>

#include <mutex>

namespace hearth::shared {
class Clock;
class Database;
}

namespace hearth::server::auth {

struct AuthOptions;

/// The keys that sign tokens, from the table `signing_keys`. The next key is made and published an hour
/// before it signs; a former one is published until its last token has ended. Read again each minute, so that
/// every instance knows every key in time. Thread-safe; throws SqlError.
class KeyRing {
public:
    KeyRing(const shared::Clock &clock, const AuthOptions &options);

    /// The key that signs now. Makes keys where they are due.
    SigningKey current(shared::Database &database);
    /// The keys to be published now.
    QList<SigningKey> published(shared::Database &database);

private:
    struct Entry {
        qint64 generation = 0;
        qint64 signsFromMs = 0;
        SigningKey key;
    };
    void refresh(shared::Database &database, qint64 nowMs);
    void addDueKeys(shared::Database &database, qint64 nowMs);
    static QList<Entry> load(shared::Database &database);
    qsizetype currentIndex(qint64 nowMs) const;

    const shared::Clock &m_clock;
    const qint64 m_rotationMs;
    const qint64 m_tokenLifetimeMs;
    std::mutex m_mutex;
    QList<Entry> m_entries; ///< in order of signsFromMs
    qint64 m_loadedMs = -1;
};

}
