#include "server/calendar/invites/invitecode.h"

#include "server/platform/sodium.h"

#include <QCryptographicHash>

namespace hearth::server::calendar {

namespace {
constexpr int kBytes = 16;
constexpr auto kForm = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;
}

InviteCode::InviteCode(QString text)
    : m_text(std::move(text))
{
}

InviteCode InviteCode::random()
{
    return InviteCode(QString::fromLatin1(randomBytes(kBytes).toBase64(kForm)));
}

std::optional<InviteCode> InviteCode::parse(const std::string &text)
{
    const QByteArray given = QByteArray::fromStdString(text);
    const auto decoded =
        QByteArray::fromBase64Encoding(given, kForm | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || (*decoded).size() != kBytes || (*decoded).toBase64(kForm) != given)
        return std::nullopt;
    return InviteCode(QString::fromLatin1(given));
}

QString InviteCode::hash() const
{
    return QString::fromLatin1(
        QCryptographicHash::hash(m_text.toLatin1(), QCryptographicHash::Sha256).toHex());
}

}
