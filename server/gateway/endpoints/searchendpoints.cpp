#include "server/gateway/endpoints/searchendpoints.h"

#include "server/gateway/endpoints/requestparts.h"
#include "server/gateway/gatewaycontext.h"
#include "server/proto/convert.h"
#include "shared/domain/zonedtime.h"

#include <QJsonArray>

namespace hearth::server::gateway::searchendpoints {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kMaxLimit = 100;

QJsonObject messageAnswer(const calendar::FoundMessage &message)
{
    return {{u"id"_s, uuidFromBytes(message.id()).toString(QUuid::WithoutBraces)},
            {u"calendar_id"_s, uuidFromBytes(message.calendar_id()).toString(QUuid::WithoutBraces)},
            {u"calendar_name"_s, fromUtf8(message.calendar_name())},
            {u"seq"_s, qint64(message.seq())},
            {u"user_id"_s, uuidFromBytes(message.user_id()).toString(QUuid::WithoutBraces)},
            {u"username"_s, fromUtf8(message.username())},
            {u"message"_s, fromUtf8(message.text())},
            {u"at"_s, shared::formatUtc(message.at_ms())}};
}

QJsonObject hitAnswer(const calendar::SearchHit &hit)
{
    if (hit.has_event())
        return {{u"kind"_s, u"event"_s}, {u"event"_s, eventAnswer(hit.event())}};
    return {{u"kind"_s, u"message"_s}, {u"message"_s, messageAnswer(hit.message())}};
}

HttpResponse hitsAnswer(const calendar::SearchResponse &response)
{
    QJsonArray hits;
    for (const calendar::SearchHit &hit : response.hits())
        hits.append(hitAnswer(hit));
    const QString cursor = fromUtf8(response.next_cursor());
    return HttpResponse::json(
        200,
        QJsonObject{{u"hits"_s, hits},
                    {u"next_cursor"_s, cursor.isEmpty() ? QJsonValue() : QJsonValue(cursor)}});
}
}

void find(const ExchangePtr &exchange)
{
    const HttpRequest &asked = exchange->request();
    const auto limit = numberInQuery(asked, u"limit", 1, kMaxLimit, 0);
    if (!limit)
        return exchange->fail(limit.error());
    calendar::SearchRequest request;
    request.set_text(utf8(asked.queryValue(u"q").value_or(QString())));
    request.set_limit(static_cast<int>(*limit));
    request.set_cursor(utf8(asked.queryValue(u"cursor").value_or(QString())));
    if (const auto text = asked.queryValue(u"calendar_id")) {
        const auto id = shared::CalendarId::fromString(*text);
        if (!id)
            return exchange->fail({shared::ErrorCode::InvalidArgument, u"'calendar_id' is not a UUID."_s});
        request.mutable_calendar()->set_id(idBytes(*id));
    }
    exchange->context().calendar.search().find(exchange->call(), request,
                                               answer<calendar::SearchResponse>(exchange, hitsAnswer));
}

}
