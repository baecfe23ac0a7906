#include "server/gateway/endpoints/noticeendpoints.h"

#include "server/gateway/endpoints/jsonparts.h"
#include "server/gateway/endpoints/requestparts.h"
#include "server/gateway/gatewaycontext.h"

#include <limits>

namespace hearth::server::gateway::noticeendpoints {

void list(const ExchangePtr &exchange)
{
    const auto ref = calendarInPath(*exchange);
    if (!ref)
        return exchange->fail(ref.error());
    const auto since = numberInQuery(exchange->request(), u"since", 0, std::numeric_limits<qint64>::max(), 0);
    if (!since)
        return exchange->fail(since.error());
    const auto limit = numberInQuery(exchange->request(), u"limit", 1, 1000, 0);
    if (!limit)
        return exchange->fail(limit.error());
    calendar::NoticesRequest request;
    *request.mutable_calendar() = *ref;
    request.set_since(*since);
    request.set_limit(static_cast<int>(*limit));
    exchange->context().calendar.notices().notices(
        exchange->call(), request,
        answer<calendar::NoticesResponse>(exchange, [](const calendar::NoticesResponse &response) {
            return jsonList(
                "notices", response.notices(), [](const std::string &each) { return each; },
                ",\"seq\":" + QByteArray::number(qint64(response.seq()))
                    + (response.more() ? ",\"more\":true" : ",\"more\":false"));
        }));
}

}
