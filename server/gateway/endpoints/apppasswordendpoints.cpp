#include "server/gateway/endpoints/apppasswordendpoints.h"

#include "server/gateway/endpoints/accountjson.h"
#include "server/gateway/endpoints/requestparts.h"
#include "server/gateway/gatewaycontext.h"
#include "server/gateway/jsonbody.h"
#include "server/proto/convert.h"

#include <QJsonArray>

namespace hearth::server::gateway::apppasswordendpoints {

using namespace Qt::StringLiterals;

namespace {
HttpResponse createdAnswer(const auth::CreateAppPasswordResponse &response, const QString &username)
{
    QJsonObject object = appPasswordJson(response.app_password());
    object.insert(u"username"_s, username);
    object.insert(u"password"_s, fromUtf8(response.password()));
    HttpResponse answer = HttpResponse::json(201, object);
    answer.compressible = false;
    answer.headers.add("Cache-Control", "no-store");
    return answer;
}
}

void create(const ExchangePtr &exchange)
{
    const auto name = requiredString(exchange->body(), "name"_L1);
    if (!name)
        return exchange->fail(name.error());
    auth::CreateAppPasswordRequest request;
    request.set_name(utf8(*name));
    exchange->context().auth.createAppPassword(
        exchange->call(), request,
        answer<auth::CreateAppPasswordResponse>(
            exchange,
            [username = exchange->token().username](const auth::CreateAppPasswordResponse &response) {
                return createdAnswer(response, username);
            }));
}

void list(const ExchangePtr &exchange)
{
    exchange->context().auth.appPasswords(
        exchange->call(), {},
        answer<auth::AppPasswordsResponse>(exchange, [](const auth::AppPasswordsResponse &response) {
            QJsonArray passwords;
            for (const auth::AppPassword &each : response.app_passwords())
                passwords.append(appPasswordJson(each));
            return HttpResponse::json(200, {{u"app_passwords"_s, passwords}});
        }));
}

void remove(const ExchangePtr &exchange)
{
    const auto id = idValue<shared::SessionId>(*exchange, 0, u"The app password"_s);
    if (!id)
        return exchange->fail(id.error());
    auth::RevokeAppPasswordRequest request;
    request.set_id(idBytes(*id));
    exchange->context().auth.revokeAppPassword(
        exchange->call(), request,
        answer<auth::Empty>(exchange, [](const auth::Empty &) { return HttpResponse::empty(204); }));
}

}
