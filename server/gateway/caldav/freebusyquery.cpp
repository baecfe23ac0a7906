#include "server/gateway/caldav/davanswer.h"
#include "server/gateway/caldav/davresources.h"
#include "server/gateway/caldav/filterreader.h"
#include "server/gateway/caldav/reports.h"
#include "server/gateway/gatewaycontext.h"
#include "shared/base/clock.h"

#include <QDateTime>

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
QByteArray utcText(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(u"yyyyMMdd'T'HHmmss'Z'"_s).toLatin1();
}

/// A VFREEBUSY (RFC 4791, 7.10).
QByteArray freeBusyText(const calendar::ObjectRange &range, const calendar::FreeBusyResponse &response,
                        qint64 nowMs)
{
    QByteArray text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Hearth//Hearth//EN\r\nBEGIN:VFREEBUSY\r\n";
    text += "UID:" + QUuid::createUuid().toByteArray(QUuid::WithoutBraces) + "\r\n";
    text += "DTSTAMP:" + utcText(nowMs) + "\r\nDTSTART:" + utcText(range.start_ms())
        + "\r\nDTEND:" + utcText(range.end_ms()) + "\r\n";
    for (const calendar::BusyPeriod &each : response.periods())
        text += (each.tentative() ? "FREEBUSY;FBTYPE=BUSY-TENTATIVE:" : "FREEBUSY:")
            + utcText(each.start_ms()) + '/' + utcText(each.end_ms()) + "\r\n";
    return text + "END:VFREEBUSY\r\nEND:VCALENDAR\r\n";
}
}

void freeBusyQuery(const ExchangePtr &exchange, const DavResource &calendar, const XmlElement &root)
{
    const XmlElement *element = root.child(caldav("time-range"));
    const auto range = readClosedRange(element ? *element : XmlElement());
    if (!range)
        return failAt(exchange, calendar.path, range.error());
    calendar::FreeBusyRequest request;
    *request.mutable_calendar() = calendarRef(*exchange, calendar.path);
    *request.mutable_range() = *range;
    exchange->context().calendar.objects().freeBusy(
        exchange->call(), request,
        [exchange, path = calendar.path, range = *range](const Result<calendar::FreeBusyResponse> &response) {
            if (!response)
                return failAt(exchange, path, response.error());
            const qint64 now = exchange->context().clock.nowMs();
            exchange->send(
                HttpResponse::text(200, "text/calendar; charset=utf-8", freeBusyText(range, *response, now)));
        });
}

}
