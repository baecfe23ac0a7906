#include "server/platform/sodium.h"

#include <sodium.h>

#include <stdexcept>

namespace hearth::server {

void initSodium()
{
    if (sodium_init() < 0)
        throw std::runtime_error("libsodium can't be initialised");
}

QByteArray randomBytes(int count)
{
    initSodium();
    QByteArray bytes(count, Qt::Uninitialized);
    randombytes_buf(bytes.data(), static_cast<size_t>(count));
    return bytes;
}

}
