#include "server/gateway/caldav/davpath.h"

#include "server/gateway/http/httprequest.h"

#include <QUrl>

#include <algorithm>
#include <array>

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype kMaxSegment = 255;

bool isSegment(const QString &text)
{
    return !text.isEmpty() && text.size() <= kMaxSegment && text != u"."_s && text != u".."_s
        && std::none_of(text.begin(), text.end(),
                        [](QChar c) { return c == u'/' || c.unicode() < 0x20 || c.unicode() == 0x7f; });
}

QString encoded(const QString &segment)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(segment, "@:!$&'()*+,;="));
}
}

std::optional<DavPath> DavPath::fromSegments(const QStringList &segments)
{
    QStringList parts = segments;
    const bool slashed = !parts.isEmpty() && parts.last().isEmpty();
    if (slashed)
        parts.removeLast();
    if (parts.isEmpty() || parts.first() != u"dav"_s || !std::all_of(parts.begin(), parts.end(), isSegment))
        return std::nullopt;
    if (parts.size() == 1)
        return DavPath{Kind::Root, {}, {}, {}};
    if (parts[1] == u"principals"_s && parts.size() <= 3)
        return DavPath{parts.size() == 2 ? Kind::Principals : Kind::Principal, parts.value(2), {}, {}};
    if (parts[1] != u"calendars"_s || parts.size() > 5 || (slashed && parts.size() == 5))
        return std::nullopt;
    constexpr std::array kKinds{Kind::Homes, Kind::Home, Kind::Calendar, Kind::Object};
    return DavPath{kKinds.at(size_t(parts.size()) - 2), parts.value(2), parts.value(3), parts.value(4)};
}

std::optional<DavPath> DavPath::fromHref(const QString &href)
{
    QByteArray target = href.trimmed().toUtf8();
    const qsizetype scheme = target.indexOf("://");
    if (scheme > 0 && !target.startsWith('/')) {
        const qsizetype slash = target.indexOf('/', scheme + 3);
        target = slash < 0 ? "/"_ba : target.sliced(slash);
    }
    HttpRequest request;
    if (!request.setTarget(target))
        return std::nullopt;
    return fromSegments(request.pathSegments());
}

QString DavPath::href() const
{
    switch (kind) {
    case Kind::Root:
        return u"/dav/"_s;
    case Kind::Principals:
        return u"/dav/principals/"_s;
    case Kind::Principal:
        return u"/dav/principals/%1/"_s.arg(encoded(user));
    case Kind::Homes:
        return u"/dav/calendars/"_s;
    case Kind::Home:
        return u"/dav/calendars/%1/"_s.arg(encoded(user));
    case Kind::Calendar:
        return u"/dav/calendars/"_s + encoded(user) + u'/' + encoded(calendar) + u'/';
    case Kind::Object:
        return u"/dav/calendars/"_s + encoded(user) + u'/' + encoded(calendar) + u'/' + encoded(object);
    }
    Q_UNREACHABLE();
}

shared::CalendarId calendarIdOf(const shared::UserId &user, const QString &segment)
{
    if (const auto id = shared::CalendarId::fromString(segment))
        return *id;
    return shared::CalendarId{QUuid::createUuidV5(user.value, segment)};
}

}
