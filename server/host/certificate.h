#pragma once

#include "shared/base/result.h"

#include <QByteArray>
#include <QSslConfiguration>
#include <QStringList>

namespace hearth::server::host {

/// TLS from a certificate chain and key in PEM files. The error is for an administrator.
shared::Result<QSslConfiguration> tlsFromFiles(const QString &certificate, const QString &key);

/// TLS from cert.pem and key.pem in `folder`, made where they are missing: ECDSA P-256, self-signed, for this
/// machine's names and addresses. The key stays as long as its file does; the certificate is made anew with
/// it when it is about to expire or the names have changed, so that whoever pinned the key stays connected.
shared::Result<QSslConfiguration> tlsOfOurOwn(const QString &folder);

/// SHA-256 of the certificate's public key (SubjectPublicKeyInfo, RFC 5280), 64 hexadecimal digits.
QByteArray publicKeyFingerprint(const QSslConfiguration &tls);

/// This machine's names and addresses, as subjectAltName takes them: "DNS:ana.local", "IP:192.0.2.1".
QStringList ownAlternativeNames();

}
