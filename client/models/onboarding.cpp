#include "client/models/onboarding.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

namespace hearth::client {

using namespace Qt::StringLiterals;

namespace {
shared::Error notAnInvitation()
{
    return {shared::ErrorCode::InvalidArgument,
            QCoreApplication::translate("InvitationLink",
                                        "This is not a Hearth invitation. It begins with hearth://join "
                                        "or https://."),
            u"not_an_invitation"_s};
}

QString encoded(const QString &value) { return QString::fromLatin1(QUrl::toPercentEncoding(value, "[]:")); }

/// Upper and lower case, colons and spaces are how people and other programs write it.
QString plainFingerprint(QString text)
{
    text.remove(u':').remove(u' ');
    return text.toLower();
}

bool isCode(const QString &text)
{
    static const QRegularExpression kBase64Url(u"\\A[A-Za-z0-9_-]{1,128}\\z"_s);
    return kBase64Url.match(text).hasMatch();
}

/// "https://HOST/invite/CODE", as the server's page for people has it.
shared::Result<InvitationLink> fromPage(const QUrl &url)
{
    static const QString kFolder = u"/invite/"_s;
    InvitationLink link;
    link.code = url.path().startsWith(kFolder) ? url.path().mid(kFolder.size()) : QString();
    if (url.host().isEmpty() || !isCode(link.code))
        return notAnInvitation();
    const QString scheme = url.scheme() == "https"_L1 ? QString() : url.scheme() + u"://"_s;
    link.address = scheme + url.authority();
    return link;
}

bool isFingerprint(const QString &text)
{
    static const QRegularExpression kSha256(u"\\A[0-9a-f]{64}\\z"_s);
    return kSha256.match(text).hasMatch();
}
}

QString InvitationLink::toString() const
{
    QString link = u"hearth://join?at="_s + encoded(address);
    if (!calendarName.isEmpty())
        link += u"&calendar="_s + encoded(calendarName);
    if (!code.isEmpty())
        link += u"&invite="_s + encoded(code);
    if (!fingerprint.isEmpty())
        link += u"&key="_s + fingerprint;
    return link;
}

shared::Result<InvitationLink> InvitationLink::parse(const QString &text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (url.isValid() && (url.scheme() == "https"_L1 || url.scheme() == "http"_L1))
        return fromPage(url);
    if (!url.isValid() || url.scheme() != "hearth"_L1 || url.host() != "join"_L1)
        return notAnInvitation();
    const QUrlQuery query(url);
    InvitationLink link;
    link.address = query.queryItemValue(u"at"_s, QUrl::FullyDecoded);
    link.calendarName = query.queryItemValue(u"calendar"_s, QUrl::FullyDecoded);
    link.fingerprint = plainFingerprint(query.queryItemValue(u"key"_s, QUrl::FullyDecoded));
    link.code = query.queryItemValue(u"invite"_s, QUrl::FullyDecoded);
    if (link.address.isEmpty() || (link.calendarName.isEmpty() && link.code.isEmpty())
        || (!link.code.isEmpty() && !isCode(link.code))
        || (!link.fingerprint.isEmpty() && !isFingerprint(link.fingerprint)))
        return shared::Error{shared::ErrorCode::InvalidArgument,
                             QCoreApplication::translate("InvitationLink",
                                                         "The invitation is not complete: ask for it again."),
                             u"incomplete_invitation"_s};
    return link;
}

}
