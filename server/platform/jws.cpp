#include "server/platform/jws.h"

#include "server/platform/sodium.h"

#include <QJsonDocument>

#include <sodium.h>

#include <optional>

namespace hearth::server {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr qsizetype kMaxToken = 4096;
constexpr auto kBase64 = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

const unsigned char *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

Error refused(const QString &reason = {})
{
    return {ErrorCode::Unauthenticated, u"The token is not valid."_s, reason};
}

// Only the one canonical text of a value, so that a token can't be varied.
std::optional<QByteArray> decoded(const QByteArray &text)
{
    const auto result = QByteArray::fromBase64Encoding(
        text, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!result || text.isEmpty() || (*result).toBase64(kBase64) != text)
        return std::nullopt;
    return *result;
}

// The members of the outermost object as they are written; QJsonObject keeps only the last of two equal
// names.
int writtenMembers(const QByteArray &json)
{
    int members = 0;
    int depth = 0;
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json.at(i);
        if (inString) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                inString = false;
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        } else if (c == ':' && depth == 1) {
            ++members;
        }
    }
    return members;
}

std::optional<QJsonObject> parsedObject(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject() || writtenMembers(json) != document.object().size())
        return std::nullopt;
    return document.object();
}

bool isOurHeader(const QJsonObject &header)
{
    return header.size() == 3 && header.value("alg"_L1) == "EdDSA"_L1 && header.value("typ"_L1) == "JWT"_L1
        && header.value("kid"_L1).isString();
}

// RFC 7638 with the members of RFC 8037, 2.
QString thumbprint(const QByteArray &publicKey)
{
    const QByteArray jwk =
        "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + publicKey.toBase64(kBase64) + "\"}";
    QByteArray digest(crypto_hash_sha256_BYTES, Qt::Uninitialized);
    crypto_hash_sha256(reinterpret_cast<unsigned char *>(digest.data()), raw(jwk),
                       static_cast<unsigned long long>(jwk.size()));
    return QString::fromLatin1(digest.toBase64(kBase64));
}
}

SigningKey newSigningKey() { return signingKeyFromSeed(randomBytes(crypto_sign_ed25519_SEEDBYTES)); }

SigningKey signingKeyFromSeed(const QByteArray &seed)
{
    Q_ASSERT(seed.size() == crypto_sign_ed25519_SEEDBYTES);
    initSodium();
    SigningKey key;
    key.publicKey.resize(crypto_sign_ed25519_PUBLICKEYBYTES);
    key.secretKey.resize(crypto_sign_ed25519_SECRETKEYBYTES);
    crypto_sign_ed25519_seed_keypair(reinterpret_cast<unsigned char *>(key.publicKey.data()),
                                     reinterpret_cast<unsigned char *>(key.secretKey.data()), raw(seed));
    key.kid = thumbprint(key.publicKey);
    return key;
}

QByteArray signCompact(const QByteArray &header, const QByteArray &payload, const QByteArray &secretKey)
{
    Q_ASSERT(secretKey.size() == crypto_sign_ed25519_SECRETKEYBYTES);
    initSodium();
    const QByteArray input = header.toBase64(kBase64) + '.' + payload.toBase64(kBase64);
    QByteArray signature(crypto_sign_ed25519_BYTES, Qt::Uninitialized);
    crypto_sign_ed25519_detached(reinterpret_cast<unsigned char *>(signature.data()), nullptr, raw(input),
                                 static_cast<unsigned long long>(input.size()), raw(secretKey));
    return input + '.' + signature.toBase64(kBase64);
}

QByteArray signToken(const QJsonObject &claims, const SigningKey &key)
{
    const QJsonObject header{{u"alg"_s, u"EdDSA"_s}, {u"kid"_s, key.kid}, {u"typ"_s, u"JWT"_s}};
    return signCompact(QJsonDocument(header).toJson(QJsonDocument::Compact),
                       QJsonDocument(claims).toJson(QJsonDocument::Compact), key.secretKey);
}

Result<QJsonObject> verifyToken(const QByteArray &token, const PublicKeys &keys)
{
    if (token.size() > kMaxToken)
        return refused();
    const QList<QByteArray> parts = token.split('.');
    if (parts.size() != 3)
        return refused();
    const auto headerJson = decoded(parts.at(0));
    const auto payload = decoded(parts.at(1));
    const auto signature = decoded(parts.at(2));
    if (!headerJson || !payload || !signature || signature->size() != crypto_sign_ed25519_BYTES)
        return refused();
    const auto header = parsedObject(*headerJson);
    if (!header || !isOurHeader(*header))
        return refused();
    const QByteArray key = keys.value(header->value("kid"_L1).toString());
    if (key.size() != crypto_sign_ed25519_PUBLICKEYBYTES)
        return refused(u"unknown_key"_s);
    initSodium();
    const QByteArray input = token.left(parts.at(0).size() + 1 + parts.at(1).size());
    if (crypto_sign_ed25519_verify_detached(raw(*signature), raw(input),
                                            static_cast<unsigned long long>(input.size()), raw(key))
        != 0)
        return refused();
    const auto claims = parsedObject(*payload);
    if (!claims)
        return refused();
    return *claims;
}

}
