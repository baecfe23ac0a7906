#include "server/gateway/endpoints/accountendpoints.h"

#include "server/gateway/endpoints/accountexport.h"
#include "server/gateway/exchange.h"
#include "server/gateway/gatewaycontext.h"
#include "server/gateway/jsonbody.h"
#include "server/proto/convert.h"

namespace hearth::server::gateway::accountendpoints {

using namespace Qt::StringLiterals;
using shared::ErrorCode;
using shared::Result;

namespace {
HttpResponse goesOn()
{
    return HttpResponse::json(
        202, {{u"message"_s, u"The account has ended; what is left of it is removed soon."_s}});
}

// From here on the account has ended: what fails is finished by the calendar service.
void forget(const ExchangePtr &exchange)
{
    exchange->context().calendar.forget(exchange->call(), {},
                                        [exchange](const Result<calendar::Empty> &forgotten) {
                                            if (forgotten)
                                                return exchange->send(HttpResponse::empty(204));
                                            if (forgotten.error().code == ErrorCode::Conflict)
                                                return exchange->fail(forgotten.error());
                                            exchange->send(goesOn());
                                        });
}

void begin(const ExchangePtr &exchange, const QString &password)
{
    auth::BeginDeletionRequest request;
    request.set_password(utf8(password));
    exchange->context().auth.beginDeletion(
        exchange->call(), request, [exchange](const Result<auth::Empty> &begun) {
            if (!begun)
                return exchange->fail(begun.error());
            // This gateway needn't wait for the stream of revocations.
            exchange->context().tokens->revoke(exchange->token().session, exchange->token().expiresMs);
            forget(exchange);
        });
}
}

void exportAll(const ExchangePtr &exchange) { std::make_shared<AccountExport>(exchange)->run(); }

void remove(const ExchangePtr &exchange)
{
    const auto password = requiredString(exchange->body(), "password"_L1);
    if (!password)
        return exchange->fail(password.error());
    calendar::ForgetRequest look;
    look.set_look_only(true);
    exchange->context().calendar.forget(
        exchange->call(), look, [exchange, password = *password](const Result<calendar::Empty> &possible) {
            if (!possible)
                return exchange->fail(possible.error());
            begin(exchange, password);
        });
}

}
