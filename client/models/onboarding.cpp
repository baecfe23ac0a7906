#include "client/models/onboarding.h"

#include <QUrl>
#include <QUrlQuery>

namespace hearth::client {

using namespace Qt::StringLiterals;

QString InvitationLink::toString() const
{
    QUrlQuery query;
    query.addQueryItem(u"at"_s, address);
    query.addQueryItem(u"calendar"_s, QString::fromLatin1(QUrl::toPercentEncoding(calendarName)));
    if (!fingerprint.isEmpty())
        query.addQueryItem(u"key"_s, fingerprint);
    QUrl url(u"hearth://join"_s);
    url.setQuery(query);
    return url.toString(QUrl::FullyEncoded);
}

shared::Result<InvitationLink> InvitationLink::parse(const QString &text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    if (url.scheme() != "hearth"_L1 || url.host() != "join"_L1)
        return shared::Error{shared::ErrorCode::InvalidArgument,
                             QObject::tr("This is not an invitation. It begins with hearth://join")};
    const QUrlQuery query(url);
    InvitationLink link;
    link.address = query.queryItemValue(u"at"_s, QUrl::FullyDecoded);
    link.calendarName = query.queryItemValue(u"calendar"_s, QUrl::FullyDecoded);
    link.fingerprint = query.queryItemValue(u"key"_s, QUrl::FullyDecoded).toLower();
    if (link.address.isEmpty() || link.calendarName.isEmpty())
        return shared::Error{shared::ErrorCode::InvalidArgument,
                             QObject::tr("The invitation has no address or no calendar: ask for it again.")};
    return link;
}

}
