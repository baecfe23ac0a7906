#pragma once

#include <QByteArray>
#include <QString>

namespace hearth::server {

/// Argon2id (RFC 9106) with a random salt. Slow by intent, so never on an event loop; thread-safe.
class PasswordHasher {
public:
    /// The default is OWASP's: 19 MiB, 2 passes, some 30 ms.
    struct Cost {
        quint64 passes = 2;
        size_t memoryBytes = size_t{19} * 1024 * 1024;
    };
    /// The least that libsodium takes, for tests.
    static Cost leastCost();

    explicit PasswordHasher(Cost cost);

    /// "$argon2id$v=19$m=...,t=...,p=1$salt$hash", at most 127 characters. Throws std::bad_alloc.
    QByteArray hash(const QString &password) const;
    /// 32 bytes that are the same for the same password, salt and cost, and as slow to guess as a hash.
    /// Throws std::bad_alloc.
    QByteArray fingerprint(const QString &password, const QByteArray &salt) const;
    /// False for a wrong password and for what is no hash.
    bool verify(const QByteArray &hash, const QString &password) const;
    /// Whether the hash was made with another cost than today's.
    bool needsRehash(const QByteArray &hash) const;
    /// A hash of no password: verify() takes its full time over it, for users that do not exist.
    QByteArray decoy() const;

private:
    Cost m_cost;
};

}
