#include "server/calendar/transfer/feedsecret.h"

#include "server/platform/sodium.h"

#include <QCryptographicHash>

namespace hearth::server::calendar {

namespace {
constexpr int kBytes = 24;
constexpr auto kForm = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
}

FeedSecret::FeedSecret(QString text)
    : m_text(std::move(text))
{
}

FeedSecret FeedSecret::random()
{
    return FeedSecret(QString::fromLatin1(randomBytes(kBytes).toBase64(kForm)));
}

std::optional<FeedSecret> FeedSecret::parse(const std::string &text)
{
    const QByteArray given = QByteArray::fromStdString(text);
    const auto decoded =
        QByteArray::fromBase64Encoding(given, kForm | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() != kBytes || decoded.decoded.toBase64(kForm) != given)
        return std::nullopt;
    return FeedSecret(QString::fromLatin1(given));
}

QString FeedSecret::hash() const
{
    return QString::fromLatin1(
        QCryptographicHash::hash(m_text.toLatin1(), QCryptographicHash::Sha256).toHex());
}

}
