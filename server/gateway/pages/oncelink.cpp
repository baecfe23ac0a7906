#include "server/gateway/pages/oncelink.h"

#include "server/platform/sealing.h"
#include "server/platform/sodium.h"

#include <QCryptographicHash>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Outcome;
using shared::Result;

namespace {
constexpr std::chrono::minutes kLifetime{10};
constexpr auto kForm = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray nameOf(const QByteArray &key)
{
    return QCryptographicHash::hash("hearth once:" + key, QCryptographicHash::Sha256).toHex();
}

/// The key of a word; empty for what no word is.
QByteArray keyOf(const QString &word)
{
    const auto key =
        QByteArray::fromBase64Encoding(word.toLatin1(), kForm | QByteArray::AbortOnBase64DecodingErrors);
    return key && (*key).size() == kSealKeyBytes ? *key : QByteArray();
}

Error isOver() { return {ErrorCode::Gone, u"This has been used, or its time is over."_s, u"used"_s}; }
}

OnceLink::OnceLink(OneTimeStore &store)
    : m_store(store)
{
}

void OnceLink::keep(const QByteArray &value, std::function<void(Result<QString>)> reply)
{
    const QByteArray key = randomBytes(kSealKeyBytes);
    m_store.put(nameOf(key), seal(value, key), kLifetime,
                [key, reply = std::move(reply)](const Outcome &kept) {
                    if (!kept)
                        return reply(kept.error());
                    reply(QString::fromLatin1(key.toBase64(kForm)));
                });
}

void OnceLink::look(const QString &word, std::function<void(Outcome)> reply)
{
    const QByteArray key = keyOf(word);
    if (key.isEmpty())
        return reply(isOver());
    m_store.look(nameOf(key), std::move(reply));
}

void OnceLink::take(const QString &word, std::function<void(Result<QByteArray>)> reply)
{
    const QByteArray key = keyOf(word);
    if (key.isEmpty())
        return reply(isOver());
    m_store.take(nameOf(key), [key, reply = std::move(reply)](const Result<QByteArray> &sealed) {
        if (!sealed)
            return reply(sealed.error());
        const auto value = unseal(*sealed, key);
        reply(value ? Result<QByteArray>(*value) : Result<QByteArray>(isOver()));
    });
}

}
