#include "server/gateway/caldav/calendarsettings.h"
#include "server/gateway/caldav/davanswer.h"
#include "server/gateway/caldav/davmethods.h"
#include "server/gateway/caldav/davresources.h"
#include "server/gateway/caldav/multistatus.h"
#include "server/gateway/gatewaycontext.h"
#include "server/proto/convert.h"

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
void writePropStat(XmlWriter &writer, const QList<XmlName> &names, int status,
                   const std::optional<XmlName> &condition = std::nullopt)
{
    if (names.isEmpty())
        return;
    writer.start(dav("propstat"));
    writer.start(dav("prop"));
    for (const XmlName &name : names)
        writer.empty(name);
    writer.end();
    writer.element(dav("status"), statusLine(status));
    if (condition) {
        writer.start(dav("error"));
        writer.empty(*condition);
        writer.end();
    }
    writer.end();
}

/// All or nothing (RFC 4918, 9.2): `status` of what could have been set, 403 of what can't.
HttpResponse patchAnswer(const DavPath &path, const CalendarSettings &settings, int status)
{
    XmlWriter writer(dav("multistatus"));
    writer.start(dav("response"));
    writer.href(path.href());
    writePropStat(writer, settings.understood, status);
    writePropStat(writer, settings.refused, 403, dav("cannot-modify-protected-property"));
    writePropStat(writer, settings.unknown, 403);
    writer.end();
    return HttpResponse::text(207, "application/xml; charset=utf-8", writer.finish());
}

/// On anything but a calendar there is nothing that can be set.
CalendarSettings allRefused(CalendarSettings settings)
{
    settings.refused += settings.understood;
    settings.understood.clear();
    return settings;
}

calendar::UpdateCalendarRequest requestFor(const CalendarSettings &settings)
{
    calendar::UpdateCalendarRequest request;
    if (settings.name)
        request.set_name(utf8(*settings.name));
    if (settings.colour)
        request.set_colour(utf8(*settings.colour));
    if (settings.timeZone)
        request.set_time_zone(utf8(*settings.timeZone));
    return request;
}

void apply(const ExchangePtr &exchange, const DavPath &path, const CalendarSettings &settings)
{
    if (!settings.refused.isEmpty() || !settings.unknown.isEmpty())
        return exchange->send(patchAnswer(path, settings, 424));
    if (!settings.changesAnything())
        return exchange->send(patchAnswer(path, settings, 200));
    calendar::UpdateCalendarRequest request = requestFor(settings);
    *request.mutable_calendar() = calendarRef(*exchange, path);
    exchange->context().calendar.updateCalendar(
        exchange->call(), request, [exchange, path, settings](const Result<calendar::Calendar> &updated) {
            if (updated)
                return exchange->send(patchAnswer(path, settings, 200));
            const ErrorCode code = updated.error().code;
            if (code == ErrorCode::InvalidArgument || code == ErrorCode::Conflict)
                return exchange->send(patchAnswer(path, settings, 409));
            failAt(exchange, path, updated.error());
        });
}
}

void proppatch(const ExchangePtr &exchange, const DavPath &path)
{
    const auto root = parseXml(exchange->request().body);
    if (!root)
        return exchange->fail(root.error());
    if (root->name != dav("propertyupdate"))
        return exchange->fail(
            {ErrorCode::InvalidArgument, u"The body is no DAV:propertyupdate."_s, u"malformed_xml"_s});
    const CalendarSettings settings = readSettings(*root);
    findResource(exchange, path, false, [exchange, path, settings](const Result<DavResource> &resource) {
        if (!resource)
            return failAt(exchange, path, resource.error());
        if (!path.is(Kind::Calendar))
            return exchange->send(patchAnswer(path, allRefused(settings), 424));
        apply(exchange, path, settings);
    });
}

}
