#include "server/platform/sealing.h"

#include "server/platform/sodium.h"

#include <sodium.h>

namespace hearth::server {

static_assert(kSealKeyBytes == crypto_secretbox_KEYBYTES);

namespace {
constexpr qsizetype kNonce = crypto_secretbox_NONCEBYTES;
constexpr qsizetype kTag = crypto_secretbox_MACBYTES;

const unsigned char *bytes(const QByteArray &data)
{
    return reinterpret_cast<const unsigned char *>(data.constData());
}
}

QByteArray seal(const QByteArray &plain, const QByteArray &key)
{
    Q_ASSERT(key.size() == kSealKeyBytes);
    const QByteArray nonce = randomBytes(int(kNonce));
    QByteArray box(plain.size() + kTag, Qt::Uninitialized);
    crypto_secretbox_easy(reinterpret_cast<unsigned char *>(box.data()), bytes(plain),
                          static_cast<unsigned long long>(plain.size()), bytes(nonce), bytes(key));
    return nonce + box;
}

std::optional<QByteArray> unseal(const QByteArray &sealed, const QByteArray &key)
{
    if (key.size() != kSealKeyBytes || sealed.size() < kNonce + kTag)
        return std::nullopt;
    const QByteArray box = sealed.sliced(kNonce);
    QByteArray plain(box.size() - kTag, Qt::Uninitialized);
    if (crypto_secretbox_open_easy(reinterpret_cast<unsigned char *>(plain.data()), bytes(box),
                                   static_cast<unsigned long long>(box.size()), bytes(sealed), bytes(key))
        != 0)
        return std::nullopt;
    return plain;
}

}
