#include "server/gateway/endpoints/requestparts.h"

#include "shared/protocol/eventjson.h"

#include <limits>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr qint64 kNeverAVersion = std::numeric_limits<qint64>::max();

QByteArray tag(qint64 version) { return '"' + QByteArray::number(version) + '"'; }
}

Result<calendar::CalendarRef> calendarInPath(const Exchange &exchange)
{
    const auto id = idValue<shared::CalendarId>(exchange, 0, u"The calendar"_s);
    if (!id)
        return id.error();
    calendar::CalendarRef ref;
    ref.set_id(idBytes(*id));
    return ref;
}

Result<shared::EventId> eventInPath(const Exchange &exchange)
{
    return idValue<shared::EventId>(exchange, 1, u"The event"_s);
}

qint64 ifMatchVersion(const HttpRequest &request)
{
    const QByteArray field = request.headers.joined("If-Match").trimmed();
    if (field.isEmpty() || field == "*")
        return 0;
    if (field.size() < 3 || !field.startsWith('"') || !field.endsWith('"'))
        return kNeverAVersion;
    bool ok = false;
    const qint64 version = field.sliced(1, field.size() - 2).toLongLong(&ok);
    return ok && version > 0 ? version : kNeverAVersion;
}

HttpResponse withVersion(int status, const QJsonObject &object, qint64 version)
{
    HttpResponse response = HttpResponse::json(status, object);
    response.headers.add("ETag", tag(version));
    return response;
}

HttpResponse unlessKnown(const HttpRequest &request, HttpResponse response)
{
    const QByteArray etag = response.headers.value("ETag").toByteArray();
    const QByteArray field = request.headers.joined("If-None-Match");
    for (const QByteArray &each : field.split(',')) {
        const QByteArray known = each.trimmed();
        if (known != "*" && known != etag && known != "W/" + etag)
            continue;
        HttpResponse unchanged = HttpResponse::empty(304);
        unchanged.headers.add("ETag", etag);
        return unchanged;
    }
    return response;
}

Result<QString> idempotencyKey(const HttpRequest &request)
{
    if (!request.headers.contains("Idempotency-Key"))
        return QString();
    return parseIdempotencyKey(QString::fromUtf8(request.headers.joined("Idempotency-Key")));
}

Result<qint64> numberInQuery(const HttpRequest &request, QStringView name, qint64 minimum, qint64 maximum,
                             qint64 absent)
{
    const auto text = request.queryValue(name);
    if (!text)
        return absent;
    bool ok = false;
    const qint64 number = text->toLongLong(&ok);
    if (!ok || number < minimum || number > maximum)
        return Error{ErrorCode::InvalidArgument,
                     u"'%1' is not a whole number of %2 to %3."_s.arg(name).arg(minimum).arg(maximum)};
    return number;
}

Reply<calendar::Event> eventReply(const ExchangePtr &exchange)
{
    return answer<calendar::Event>(exchange, [](const calendar::Event &event) {
        return withVersion(200, eventAnswer(event), event.version());
    });
}

QJsonObject eventAnswer(const calendar::Event &event) { return shared::toJson(fromProto(event)); }

}
