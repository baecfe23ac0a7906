#include "server/gateway/caldav/davdispatcher.h"

#include "server/gateway/caldav/davanswer.h"
#include "server/gateway/caldav/davmethods.h"
#include "server/gateway/caldav/davresources.h"

#include <array>

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;

namespace {
constexpr unsigned bits(Kind kind) { return static_cast<unsigned>(kind); }
constexpr unsigned kCalendar = bits(Kind::Calendar);
constexpr unsigned kObject = bits(Kind::Object);
constexpr unsigned kAny = 127;

/// One line of the table: a method on the kinds of resources that know it.
struct Method {
    QByteArrayView name;
    unsigned kinds;
    void (*run)(const ExchangePtr &, const DavPath &);
};

constexpr std::array kMethods{
    Method{"GET", kObject, readObject},          Method{"GET", kAny & ~kObject, readCollection},
    Method{"PUT", kObject, putObject},           Method{"DELETE", kObject, deleteObject},
    Method{"DELETE", kCalendar, deleteCalendar}, Method{"PROPFIND", kAny, propfind},
    Method{"PROPPATCH", kAny, proppatch},        Method{"REPORT", kAny, report},
    Method{"MKCALENDAR", kCalendar, mkcalendar}, Method{"MKCOL", kCalendar, mkcalendar},
};

const Method *find(QByteArrayView name, Kind kind)
{
    const QByteArrayView wanted = name == QByteArrayView("HEAD") ? QByteArrayView("GET") : name;
    for (const Method &each : kMethods)
        if (each.name == wanted && (each.kinds & bits(kind)) != 0)
            return &each;
    return nullptr;
}

QByteArray allowOf(Kind kind)
{
    QByteArray allow = "OPTIONS, HEAD";
    for (const Method &each : kMethods)
        if ((each.kinds & bits(kind)) != 0)
            allow += ", " + each.name.toByteArray();
    return allow;
}

HttpResponse optionsAnswer(Kind kind)
{
    HttpResponse response = HttpResponse::empty(200);
    response.headers.add("DAV", "1, 3, access-control, calendar-access, extended-mkcol, sync-collection");
    response.headers.add("Allow", allowOf(kind));
    return response;
}

HttpResponse unknownMethod(Kind kind)
{
    HttpResponse response =
        HttpResponse::problem(405, u"This resource does not know the method."_s, u"method_not_allowed"_s);
    response.headers.add("Allow", allowOf(kind));
    return response;
}
}

void dispatch(const ExchangePtr &exchange)
{
    const auto path = DavPath::fromSegments(exchange->request().pathSegments());
    const QByteArray &method = exchange->request().method;
    if (!path
        && (method == "PUT" || method == "MKCOL" || method == "MKCALENDAR")) // RFC 4918, 9.3.1 and 9.7.1
        return exchange->fail(
            {shared::ErrorCode::Conflict, u"There is no collection for this."_s, u"no_parent"_s});
    if (!path || !isOwn(*exchange, *path))
        return exchange->fail(nothingHere());
    if (method == "OPTIONS")
        return exchange->send(optionsAnswer(path->kind));
    if (const Method *known = find(method, path->kind))
        return known->run(exchange, *path);
    exchange->send(unknownMethod(path->kind));
}

void wellKnown(const ExchangePtr &exchange)
{
    HttpResponse response = HttpResponse::empty(301);
    response.headers.add("Location", DavPath{Kind::Root, {}, {}, {}}.href().toLatin1());
    response.headers.add("Cache-Control", "max-age=3600");
    exchange->send(std::move(response));
}

}
