#pragma once

#include <QByteArray>

#include <optional>

namespace hearth::server {

/// Bytes of a key for seal().
constexpr int kSealKeyBytes = 32;

/// Encrypted and authenticated (XSalsa20-Poly1305) with a nonce of its own.
QByteArray seal(const QByteArray &plain, const QByteArray &key);
/// Nothing for what was not sealed with the key.
std::optional<QByteArray> unseal(const QByteArray &sealed, const QByteArray &key);

}
