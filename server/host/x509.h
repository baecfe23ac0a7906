#pragma once

#include <QByteArray>
#include <QStringList>

namespace hearth::server::host {

/// A new ECDSA P-256 private key, in PEM (PKCS #8). Empty where OpenSSL fails.
QByteArray makePrivateKey();

/// A certificate that the key signs for itself, in PEM: for a TLS server, valid for ten years from yesterday.
/// `names` as subjectAltName takes them. Empty where OpenSSL fails.
QByteArray makeCertificate(const QByteArray &privateKey, const QStringList &names);

/// Whether a certificate (PEM; the first of a chain) is for this private key (PEM).
bool isKeyOf(const QByteArray &privateKey, const QByteArray &certificate);

}
