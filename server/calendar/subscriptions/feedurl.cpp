#include "server/calendar/subscriptions/feedurl.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr qsizetype kMaxUrl = 2000;
constexpr quint16 kHttpPort = 80;
constexpr quint16 kHttpsPort = 443;

Error refused(const QString &message, const QString &reason)
{
    return {ErrorCode::InvalidArgument, message, reason};
}
}

Result<QUrl> parseFeedUrl(const QString &text, const QList<quint16> &furtherPorts)
{
    QUrl url(text.trimmed(), QUrl::StrictMode);
    if (url.scheme() == "webcal"_L1 || url.scheme() == "webcals"_L1)
        url.setScheme(u"https"_s);
    const bool isWeb = url.scheme() == "https"_L1 || url.scheme() == "http"_L1;
    if (text.size() > kMaxUrl || !url.isValid() || url.host().isEmpty() || !isWeb)
        return refused(u"The address is not one of https, http or webcal."_s, u"invalid_url"_s);
    if (!url.userInfo().isEmpty())
        return refused(u"The address has a name or a password in it."_s, u"url_with_credentials"_s);
    const quint16 port = feedPort(url);
    if (port != kHttpPort && port != kHttpsPort && !furtherPorts.contains(port))
        return refused(u"Calendars are fetched from the ports 80 and 443 only."_s, u"port_not_allowed"_s);
    url.setFragment({});
    return url;
}

quint16 feedPort(const QUrl &url)
{
    return quint16(url.port(url.scheme() == "https"_L1 ? kHttpsPort : kHttpPort));
}

QString feedHost(const QUrl &url) { return url.host(); }

}
