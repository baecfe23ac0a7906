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
                                        "This is not a Hearth invitation. It begins with hearth://join."),
            u"not_an_invitation"_s};
}

QString encoded(const QString &value) { return QString::fromLatin1(QUrl::toPercentEncoding(value, "[]:")); }

/// Upper and lower case, colons and spaces are how people and other programs write it.
QString plainFingerprint(QString text)
{
    text.remove(u':').remove(u' ');
    return text.toLower();
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
    if (!fingerprint.isEmpty())
        link += u"&key="_s + fingerprint;
    return link;
}

shared::Result<InvitationLink> InvitationLink::parse(const QString &text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.scheme() != "hearth"_L1 || url.host() != "join"_L1)
        return notAnInvitation();
    const QUrlQuery query(url);
    InvitationLink link;
    link.address = query.queryItemValue(u"at"_s, QUrl::FullyDecoded);
    link.calendarName = query.queryItemValue(u"calendar"_s, QUrl::FullyDecoded);
    link.fingerprint = plainFingerprint(query.queryItemValue(u"key"_s, QUrl::FullyDecoded));
    if (link.address.isEmpty() || link.calendarName.isEmpty()
        || (!link.fingerprint.isEmpty() && !isFingerprint(link.fingerprint)))
        return shared::Error{shared::ErrorCode::InvalidArgument,
                             QCoreApplication::translate("InvitationLink",
                                                         "The invitation is not complete: ask for it again."),
                             u"incomplete_invitation"_s};
    return link;
}

}
