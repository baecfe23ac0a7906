#pragma once

#include <QHashFunctions>
#include <QString>

namespace hearth::server::gateway::caldav {

/// The name of an XML element with its namespace.
struct XmlName {
    QString space;
    QString local;

    friend bool operator==(const XmlName &, const XmlName &) = default;
    friend size_t qHash(const XmlName &name, size_t seed = 0)
    {
        return qHashMulti(seed, name.space, name.local);
    }
};

/// RFC 4918 and the RFCs that extend it.
inline XmlName dav(const char *local) { return {QStringLiteral("DAV:"), QString::fromLatin1(local)}; }
/// RFC 4791.
inline XmlName caldav(const char *local)
{
    return {QStringLiteral("urn:ietf:params:xml:ns:caldav"), QString::fromLatin1(local)};
}
/// The extensions of Apple's Calendar Server: getctag.
inline XmlName calendarServer(const char *local)
{
    return {QStringLiteral("http://calendarserver.org/ns/"), QString::fromLatin1(local)};
}
/// Of Apple's calendar programs: calendar-color.
inline XmlName apple(const char *local)
{
    return {QStringLiteral("http://apple.com/ns/ical/"), QString::fromLatin1(local)};
}

}
