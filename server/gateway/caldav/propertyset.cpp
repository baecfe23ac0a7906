#include "server/gateway/caldav/propertyset.h"

#include "server/gateway/caldav/calendarcolour.h"
#include "server/gateway/caldav/davtimezone.h"
#include "server/gateway/caldav/multistatus.h"
#include "server/gateway/caldav/privileges.h"
#include "server/gateway/caldav/synctoken.h"
#include "server/proto/convert.h"
#include "shared/domain/zonedtime.h"

#include <QLocale>

#include <array>
#include <span>

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;

namespace {
constexpr unsigned kAny = 127;

constexpr unsigned bits(Kind kind) { return static_cast<unsigned>(kind); }
constexpr unsigned kCalendar = bits(Kind::Calendar);
constexpr unsigned kObject = bits(Kind::Object);
constexpr unsigned kPrincipal = bits(Kind::Principal);
constexpr unsigned kHome = bits(Kind::Home);

/// One line of the table.
struct LiveProperty {
    XmlName name;
    unsigned kinds; ///< where it is
    bool inAll; ///< of DAV:allprop
    void (*write)(XmlWriter &, const DavResource &);
    bool (*isThere)(const DavResource &) = nullptr; ///< null: wherever its kind is
};

bool hasObjectData(const DavResource &resource) { return !resource.object->data().empty(); }
bool isOwned(const DavResource &resource) { return resource.calendar->role == shared::Role::Owner; }

QString httpDate(qint64 ms)
{
    return QLocale::c().toString(QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC),
                                 u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s);
}

QString displayName(const DavResource &resource)
{
    switch (resource.path.kind) {
    case Kind::Root:
        return u"Hearth"_s;
    case Kind::Principals:
        return u"Principals"_s;
    case Kind::Homes:
        return u"Calendars"_s;
    case Kind::Principal:
    case Kind::Home:
        return resource.username;
    case Kind::Calendar:
        return resource.calendar->name;
    case Kind::Object:
        return resource.path.object;
    }
    Q_UNREACHABLE();
}

DavPath principal(const DavResource &resource) { return {Kind::Principal, resource.username, {}, {}}; }

void writeResourceType(XmlWriter &writer, const DavResource &resource)
{
    if (resource.path.isCollection())
        writer.empty(dav("collection"));
    if (resource.is(Kind::Principal))
        writer.empty(dav("principal"));
    if (resource.is(Kind::Calendar))
        writer.empty(caldav("calendar"));
}

void writePrincipal(XmlWriter &writer, const DavResource &resource)
{
    writer.href(principal(resource).href());
}

void writeAddresses(XmlWriter &writer, const DavResource &resource)
{
    writePrincipal(writer, resource);
    writer.href(u"urn:uuid:"_s + resource.user.toString());
}

void writeReports(XmlWriter &writer, const DavResource &)
{
    for (const XmlName &name : {caldav("calendar-query"), caldav("calendar-multiget"),
                                caldav("free-busy-query"), dav("sync-collection")}) {
        writer.start(dav("supported-report"));
        writer.start(dav("report"));
        writer.empty(name);
        writer.end();
        writer.end();
    }
}

void writeComponents(XmlWriter &writer, const DavResource &)
{
    writer.start(caldav("comp"));
    writer.attribute("name", u"VEVENT"_s);
    writer.end();
}

void writeData(XmlWriter &writer, const DavResource &)
{
    writer.start(caldav("calendar-data"));
    writer.attribute("content-type", u"text/calendar"_s);
    writer.attribute("version", u"2.0"_s);
    writer.end();
}

void writeCollations(XmlWriter &writer, const DavResource &)
{
    writer.element(caldav("supported-collation"), u"i;ascii-casemap"_s);
    writer.element(caldav("supported-collation"), u"i;octet"_s);
}

void writeTimeZone(XmlWriter &writer, const DavResource &resource)
{
    writer.text(timeZoneText(resource.calendar->timeZone, resource.calendar->createdMs));
}

void writeNothing(XmlWriter &, const DavResource &) { }

std::span<const LiveProperty> table()
{
    static const std::array kTable{
        LiveProperty{dav("resourcetype"), kAny, true, writeResourceType},
        LiveProperty{dav("displayname"), kAny, true,
                     [](XmlWriter &writer, const DavResource &r) { writer.text(displayName(r)); }},
        LiveProperty{dav("current-user-principal"), kAny, false, writePrincipal},
        LiveProperty{dav("principal-URL"), kPrincipal, false, writePrincipal},
        LiveProperty{dav("principal-collection-set"), kAny, false,
                     [](XmlWriter &writer, const DavResource &) {
                         writer.href(DavPath{Kind::Principals, {}, {}, {}}.href());
                     }},
        LiveProperty{dav("group-membership"), kPrincipal, false, writeNothing},
        LiveProperty{dav("alternate-URI-set"), kPrincipal, false, writeNothing},
        LiveProperty{
            caldav("calendar-home-set"), kPrincipal, false,
            [](XmlWriter &writer, const DavResource &r) { writer.href(principal(r).homeOf().href()); }},
        LiveProperty{caldav("calendar-user-address-set"), kPrincipal, false, writeAddresses},
        LiveProperty{caldav("calendar-user-type"), kPrincipal, false,
                     [](XmlWriter &writer, const DavResource &) { writer.text(u"INDIVIDUAL"_s); }},

        LiveProperty{dav("current-user-privilege-set"), kAny, false,
                     [](XmlWriter &writer, const DavResource &r) { writePrivileges(writer, r); }},
        LiveProperty{dav("supported-privilege-set"), kAny, false,
                     [](XmlWriter &writer, const DavResource &) { writeSupportedPrivileges(writer); }},
        LiveProperty{dav("acl"), kAny, false,
                     [](XmlWriter &writer, const DavResource &r) { writeAcl(writer, r); }},
        LiveProperty{dav("acl-restrictions"), kAny, false,
                     [](XmlWriter &writer, const DavResource &) {
                         writer.empty(dav("grant-only"));
                         writer.empty(dav("no-invert"));
                     }},
        LiveProperty{dav("owner"), kPrincipal | kHome, false, writePrincipal},
        LiveProperty{dav("owner"), kCalendar | kObject, false, writePrincipal, isOwned},

        LiveProperty{dav("supported-report-set"), kCalendar, false, writeReports},
        LiveProperty{dav("supported-report-set"), kAny & ~kCalendar, false, writeNothing},
        LiveProperty{dav("sync-token"), kCalendar, false,
                     [](XmlWriter &writer, const DavResource &r) {
                         writer.text(syncToken(*r.calendar, {r.calendar->seq, 0}));
                     }},
        LiveProperty{calendarServer("getctag"), kCalendar, false,
                     [](XmlWriter &writer, const DavResource &r) { writer.text(ctagOf(*r.calendar)); }},
        LiveProperty{
            apple("calendar-color"), kCalendar, false,
            [](XmlWriter &writer, const DavResource &r) { writer.text(appleColour(r.calendar->colour)); }},
        LiveProperty{caldav("calendar-timezone"), kCalendar, false, writeTimeZone},
        LiveProperty{caldav("calendar-timezone-id"), kCalendar, false,
                     [](XmlWriter &writer, const DavResource &r) { writer.text(r.calendar->timeZone); }},
        LiveProperty{caldav("supported-calendar-component-set"), kCalendar, false, writeComponents},
        LiveProperty{caldav("supported-calendar-data"), kCalendar, false, writeData},
        LiveProperty{caldav("supported-collation-set"), kCalendar, false, writeCollations},
        LiveProperty{
            caldav("max-resource-size"), kCalendar, false,
            [](XmlWriter &writer, const DavResource &) { writer.text(QString::number(kMaxObjectBytes)); }},
        LiveProperty{dav("creationdate"), kCalendar, true,
                     [](XmlWriter &writer, const DavResource &r) {
                         writer.text(shared::formatUtc(r.calendar->createdMs / 1000 * 1000));
                     }},

        LiveProperty{dav("getetag"), kObject, true,
                     [](XmlWriter &writer, const DavResource &r) {
                         writer.text(u'"' + fromUtf8(r.object->etag()) + u'"');
                     }},
        LiveProperty{dav("getcontenttype"), kObject, true,
                     [](XmlWriter &writer, const DavResource &) {
                         writer.text(u"text/calendar; charset=utf-8; component=VEVENT"_s);
                     }},
        LiveProperty{
            dav("getlastmodified"), kObject, true,
            [](XmlWriter &writer, const DavResource &r) { writer.text(httpDate(r.object->modified_ms())); }},
        LiveProperty{
            dav("getcontentlength"), kObject, true,
            [](XmlWriter &writer, const DavResource &r) { writer.text(QString::number(r.object->size())); },
            hasObjectData},
        LiveProperty{caldav("calendar-data"), kObject, false,
                     [](XmlWriter &writer, const DavResource &r) { writer.text(fromUtf8(r.object->data())); },
                     hasObjectData},
    };
    return kTable;
}

bool isThere(const LiveProperty &property, const DavResource &resource)
{
    return (property.kinds & bits(resource.path.kind)) != 0
        && (!property.isThere || property.isThere(resource));
}

const LiveProperty *find(const DavResource &resource, const XmlName &name)
{
    for (const LiveProperty &each : table())
        if (each.name == name && isThere(each, resource))
            return &each;
    return nullptr;
}

void writeValue(XmlWriter &writer, const DavResource &resource, const LiveProperty &property)
{
    writer.start(property.name);
    property.write(writer, resource);
    writer.end();
}

void beginPropStat(XmlWriter &writer)
{
    writer.start(dav("propstat"));
    writer.start(dav("prop"));
}

void endPropStat(XmlWriter &writer, int status)
{
    writer.end();
    writer.element(dav("status"), statusLine(status));
    writer.end();
}

void writeNamed(XmlWriter &writer, const DavResource &resource, const PropRequest &request)
{
    QList<XmlName> missing;
    std::vector<const LiveProperty *> found;
    for (const XmlName &name : request.names) {
        if (const LiveProperty *property = find(resource, name))
            found.push_back(property);
        else
            missing.append(name);
    }
    if (!found.empty() || missing.isEmpty() || request.minimal) {
        beginPropStat(writer);
        for (const LiveProperty *property : found)
            writeValue(writer, resource, *property);
        endPropStat(writer, 200);
    }
    if (missing.isEmpty() || request.minimal)
        return;
    beginPropStat(writer);
    for (const XmlName &name : missing)
        writer.empty(name);
    endPropStat(writer, 404);
}

void writeAll(XmlWriter &writer, const DavResource &resource, const PropRequest &request)
{
    const bool namesOnly = request.what == PropRequest::What::Names;
    beginPropStat(writer);
    for (const LiveProperty &each : table()) {
        if (!isThere(each, resource))
            continue;
        if (namesOnly)
            writer.empty(each.name);
        else if (each.inAll || request.asksFor(each.name))
            writeValue(writer, resource, each);
    }
    endPropStat(writer, 200);
}
}

void writeProperties(XmlWriter &writer, const DavResource &resource, const PropRequest &request)
{
    if (request.what == PropRequest::What::Named)
        writeNamed(writer, resource, request);
    else
        writeAll(writer, resource, request);
}

bool hasProperty(const DavResource &resource, const XmlName &name) { return find(resource, name) != nullptr; }

bool needsData(const PropRequest &request)
{
    return request.what == PropRequest::What::All || request.asksFor(dav("getcontentlength"))
        || request.asksFor(caldav("calendar-data"));
}

QString ctagOf(const shared::Calendar &calendar)
{
    return u'"' + QString::number(calendar.seq)
        + (calendar.role == shared::Role::Busy ? u"-busy\""_s : u"\""_s);
}

}
