#include "server/gateway/middleware/bodyparser.h"

#include "server/gateway/exchange.h"
#include "server/gateway/jsonbody.h"

namespace hearth::server::gateway {

void BodyParser::run(const ExchangePtr &exchange)
{
    if (exchange->route().body == Body::Ignored)
        return exchange->proceed();
    auto body = parseJsonObject(exchange->request().body);
    if (!body)
        return exchange->fail(body.error());
    exchange->setBody(*std::move(body));
    exchange->proceed();
}

}
