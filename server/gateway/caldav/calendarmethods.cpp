#include "server/gateway/caldav/calendarsettings.h"
#include "server/gateway/caldav/davanswer.h"
#include "server/gateway/caldav/davmethods.h"
#include "server/gateway/caldav/davresources.h"
#include "server/gateway/gatewaycontext.h"
#include "server/platform/sodium.h"
#include "server/proto/convert.h"

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
/// What the request wants of the new calendar. There are no other collections in a home: an MKCOL that says
/// nothing wants a calendar, too.
Result<CalendarSettings> readWish(const HttpRequest &request)
{
    const bool plain = request.method == "MKCOL";
    if (request.body.trimmed().isEmpty())
        return CalendarSettings();
    const auto root = parseXml(request.body);
    if (!root)
        return Error{ErrorCode::InvalidArgument, root.error().message, u"malformed_xml"_s};
    if (root->name != (plain ? dav("mkcol") : caldav("mkcalendar")))
        return Error{ErrorCode::InvalidArgument, u"The body is of another request."_s, u"malformed_xml"_s};
    CalendarSettings settings = readSettings(*root);
    settings.noCalendar =
        settings.noCalendar || (plain && !settings.understood.contains(dav("resourcetype")));
    return settings;
}

calendar::CreateCalendarRequest requestFor(const Exchange &exchange, const DavPath &path,
                                           const CalendarSettings &settings)
{
    calendar::CreateCalendarRequest request;
    request.set_id(idBytes(calendarIdOf(exchange.token().user, path.calendar)));
    request.set_name(utf8(settings.name.value_or(path.calendar)));
    request.set_colour(utf8(settings.colour.value_or(QString())));
    request.set_time_zone(utf8(settings.timeZone.value_or(QString())));
    request.set_password(
        randomBytes(24).toBase64().toStdString()); // nobody joins by its name unless its owner says so
    return request;
}

HttpResponse refusalOf(const Error &error, const HttpRequest &request, const DavPath &path)
{
    if (error.reason != u"id_taken"_s)
        return errorAnswer(error, path);
    const bool plain = request.method == "MKCOL"; // RFC 4918, 9.3.1, else RFC 4791, 5.3.1.1
    return conditionAnswer(plain ? 405 : 403, dav("resource-must-be-null"));
}
}

void mkcalendar(const ExchangePtr &exchange, const DavPath &path)
{
    const auto settings = readWish(exchange->request());
    if (!settings) {
        const bool hasOtherBody = !exchange->request().body.trimmed().startsWith('<');
        return hasOtherBody ? exchange->send(HttpResponse::problem(415, settings.error().message))
                            : exchange->fail(settings.error());
    }
    if (settings->noCalendar)
        return refuse(exchange,
                      exchange->request().method == "MKCOL" ? dav("valid-resourcetype")
                                                            : caldav("supported-calendar-component"));
    exchange->context().calendar.createCalendar(
        exchange->call(), requestFor(*exchange, path, *settings),
        [exchange, path](const Result<calendar::Calendar> &created) {
            if (!created)
                return exchange->send(refusalOf(created.error(), exchange->request(), path));
            HttpResponse response = HttpResponse::empty(201);
            response.headers.add("Location", path.href().toLatin1());
            exchange->send(std::move(response));
        });
}

// A member who is no owner leaves in the app, not by a deletion that a program may mean otherwise.
void deleteCalendar(const ExchangePtr &exchange, const DavPath &path)
{
    calendar::DeleteCalendarRequest request;
    *request.mutable_calendar() = calendarRef(*exchange, path);
    exchange->context().calendar.deleteCalendar(exchange->call(), request,
                                                [exchange, path](const Result<calendar::Empty> &deleted) {
                                                    if (!deleted)
                                                        return failAt(exchange, path, deleted.error());
                                                    exchange->send(HttpResponse::empty(204));
                                                });
}

}
