#pragma once

#include "shared/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QString>

namespace hearth::server {

/// An Ed25519 key pair and the name under which its public half is published.
struct SigningKey {
    QString kid;
    QByteArray publicKey; ///< 32 bytes
    QByteArray secretKey; ///< 64 bytes: seed and public key
};

/// A new key; its kid is the key's thumbprint (RFC 7638).
SigningKey newSigningKey();
/// The key of a 32-byte seed.
SigningKey signingKeyFromSeed(const QByteArray &seed);

/// Public keys by kid.
using PublicKeys = QHash<QString, QByteArray>;

/// Compact JWS (RFC 7515) with EdDSA over Ed25519 (RFC 8037): the header as it is given.
QByteArray signCompact(const QByteArray &header, const QByteArray &payload, const QByteArray &secretKey);

/// A JWT of `claims`: header alg EdDSA, kid, typ JWT.
QByteArray signToken(const QJsonObject &claims, const SigningKey &key);

/// The claims of a token that a key of `keys` signed; their meaning is not looked at. After RFC 8725: the
/// algorithm is fixed, the header is exactly alg, kid and typ, base64url is canonical, no member twice, at
/// most 4 KiB. Otherwise Unauthenticated, with reason "unknown_key" where the form is right but the kid is
/// not in `keys`.
shared::Result<QJsonObject> verifyToken(const QByteArray &token, const PublicKeys &keys);

}
