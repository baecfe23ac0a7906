#include "server/platform/passwordhasher.h"

#include "server/platform/sodium.h"

#include <QCryptographicHash>

#include <sodium.h>

#include <new>

namespace hearth::server {

namespace {
// One password whichever way a keyboard composes its characters (RFC 8265, 4.2).
QByteArray passwordBytes(const QString &password)
{
    return password.normalized(QString::NormalizationForm_C).toUtf8();
}

unsigned long long byteCount(const QByteArray &bytes)
{
    return static_cast<unsigned long long>(bytes.size());
}
}

PasswordHasher::Cost PasswordHasher::leastCost()
{
    return {crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN};
}

PasswordHasher::PasswordHasher(Cost cost)
    : m_cost(cost)
{
    initSodium();
}

QByteArray PasswordHasher::hash(const QString &password) const
{
    QByteArray bytes = passwordBytes(password);
    char text[crypto_pwhash_argon2id_STRBYTES] = {};
    const int failed = crypto_pwhash_argon2id_str(text, bytes.constData(), byteCount(bytes), m_cost.passes,
                                                  m_cost.memoryBytes);
    sodium_memzero(bytes.data(), static_cast<size_t>(bytes.size()));
    if (failed)
        throw std::bad_alloc();
    return QByteArray(text);
}

QByteArray PasswordHasher::fingerprint(const QString &password, const QByteArray &salt) const
{
    const QByteArray seed = QCryptographicHash::hash(salt, QCryptographicHash::Sha256);
    static_assert(crypto_pwhash_argon2id_SALTBYTES <= 32);
    QByteArray bytes = passwordBytes(password);
    QByteArray out(32, '\0');
    const int failed = crypto_pwhash_argon2id(
        reinterpret_cast<unsigned char *>(out.data()), byteCount(out), bytes.constData(), byteCount(bytes),
        reinterpret_cast<const unsigned char *>(seed.constData()), m_cost.passes, m_cost.memoryBytes,
        crypto_pwhash_argon2id_ALG_ARGON2ID13);
    sodium_memzero(bytes.data(), static_cast<size_t>(bytes.size()));
    if (failed)
        throw std::bad_alloc();
    return out;
}

bool PasswordHasher::verify(const QByteArray &hash, const QString &password) const
{
    QByteArray bytes = passwordBytes(password);
    const bool right =
        crypto_pwhash_argon2id_str_verify(hash.constData(), bytes.constData(), byteCount(bytes)) == 0;
    sodium_memzero(bytes.data(), static_cast<size_t>(bytes.size()));
    return right;
}

bool PasswordHasher::needsRehash(const QByteArray &hash) const
{
    return crypto_pwhash_argon2id_str_needs_rehash(hash.constData(), m_cost.passes, m_cost.memoryBytes) != 0;
}

QByteArray PasswordHasher::decoy() const
{
    constexpr auto kUnpadded = QByteArray::Base64Encoding | QByteArray::OmitTrailingEquals;
    return "$argon2id$v=19$m=" + QByteArray::number(static_cast<qulonglong>(m_cost.memoryBytes / 1024))
        + ",t=" + QByteArray::number(m_cost.passes) + ",p=1$" + randomBytes(16).toBase64(kUnpadded) + '$'
        + randomBytes(32).toBase64(kUnpadded);
}

}
