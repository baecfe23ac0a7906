#include "server/gateway/caldav/privileges.h"

#include <QList>

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;
using shared::Role;

namespace {
QList<XmlName> ofCalendar(const shared::Calendar &calendar)
{
    const Role role = calendar.role;
    QList<XmlName> names{dav("read"), dav("read-current-user-privilege-set"), caldav("read-free-busy")};
    if (shared::mayWriteEvents(role) && !calendar.subscribed)
        names += {dav("write-content"), dav("bind"), dav("unbind")};
    if (shared::mayManage(role))
        names += {dav("write-properties"), dav("read-acl")};
    if (shared::mayManage(role) && !calendar.subscribed)
        names += dav("write");
    return names;
}

QList<XmlName> privilegesOf(const DavResource &resource)
{
    if (resource.calendar)
        return ofCalendar(*resource.calendar);
    QList<XmlName> names{dav("read"), dav("read-current-user-privilege-set")};
    if (resource.is(Kind::Home))
        names += {dav("bind"), dav("unbind")};
    return names;
}

void writeSupported(XmlWriter &writer, const XmlName &name, const QString &description,
                    const QList<XmlName> &within)
{
    writer.start(dav("supported-privilege"));
    writer.start(dav("privilege"));
    writer.empty(name);
    writer.end();
    writer.start(dav("description"));
    writer.attribute("xml:lang", u"en"_s);
    writer.text(description);
    writer.end();
    for (const XmlName &each : within)
        writeSupported(writer, each, each.local, {});
    writer.end();
}
}

void writePrivileges(XmlWriter &writer, const DavResource &resource)
{
    const auto names = privilegesOf(resource);
    for (const XmlName &name : names) {
        writer.start(dav("privilege"));
        writer.empty(name);
        writer.end();
    }
}

void writeAcl(XmlWriter &writer, const DavResource &resource)
{
    writer.start(dav("ace"));
    writer.start(dav("principal"));
    writer.href(DavPath{Kind::Principal, resource.username, {}, {}}.href());
    writer.end();
    writer.start(dav("grant"));
    writePrivileges(writer, resource);
    writer.end();
    writer.empty(dav("protected"));
    writer.end();
}

void writeSupportedPrivileges(XmlWriter &writer)
{
    writeSupported(writer, dav("read"), u"read"_s,
                   {caldav("read-free-busy"), dav("read-current-user-privilege-set"), dav("read-acl")});
    writeSupported(writer, dav("write"), u"write"_s,
                   {dav("write-properties"), dav("write-content"), dav("bind"), dav("unbind")});
}

}
