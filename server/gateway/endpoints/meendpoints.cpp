#include "server/gateway/endpoints/meendpoints.h"

#include "server/gateway/endpoints/accountjson.h"
#include "server/gateway/endpoints/requestparts.h"
#include "server/gateway/gatewaycontext.h"
#include "server/gateway/jsonbody.h"
#include "server/proto/convert.h"

#include <QJsonArray>

namespace hearth::server::gateway::meendpoints {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
HttpResponse profile(const auth::User &user) { return withVersion(200, profileJson(user), user.version()); }

Result<auth::UpdateMeRequest> readUpdate(const QJsonObject &body)
{
    auth::UpdateMeRequest request;
    const auto displayName = optionalString(body, "display_name"_L1);
    const auto colour = optionalString(body, "colour"_L1);
    const auto zone = optionalString(body, "time_zone"_L1);
    const auto locale = optionalString(body, "locale"_L1);
    for (const auto *each : {&displayName, &colour, &zone, &locale})
        if (!*each)
            return each->error();
    if (*displayName)
        request.set_display_name(utf8(**displayName));
    if (*colour)
        request.set_colour(utf8(**colour));
    if (*zone)
        request.set_time_zone(utf8(**zone));
    if (*locale)
        request.set_locale(utf8(**locale));
    return request;
}
}

void find(const ExchangePtr &exchange)
{
    exchange->context().auth.me(exchange->call(), {},
                                answer<auth::User>(exchange, [exchange](const auth::User &user) {
                                    return unlessKnown(exchange->request(), profile(user));
                                }));
}

void update(const ExchangePtr &exchange)
{
    auto request = readUpdate(exchange->body());
    if (!request)
        return exchange->fail(request.error());
    request->set_if_version(ifMatchVersion(exchange->request()));
    exchange->context().auth.updateMe(exchange->call(), *request, answer<auth::User>(exchange, profile));
}

void changePassword(const ExchangePtr &exchange)
{
    const auto oldPassword = requiredString(exchange->body(), "old_password"_L1);
    if (!oldPassword)
        return exchange->fail(oldPassword.error());
    const auto newPassword = requiredString(exchange->body(), "new_password"_L1);
    if (!newPassword)
        return exchange->fail(newPassword.error());
    auth::ChangePasswordRequest request;
    request.set_old_password(utf8(*oldPassword));
    request.set_new_password(utf8(*newPassword));
    exchange->context().auth.changePassword(
        exchange->call(), request,
        answer<auth::Empty>(exchange, [](const auth::Empty &) { return HttpResponse::empty(204); }));
}

void sessions(const ExchangePtr &exchange)
{
    exchange->context().auth.sessions(
        exchange->call(), {},
        answer<auth::SessionsResponse>(
            exchange, [current = exchange->token().session](const auth::SessionsResponse &response) {
                QJsonArray sessions;
                for (const auth::Session &each : response.sessions())
                    sessions.append(sessionJson(each, current));
                return HttpResponse::json(200, {{u"sessions"_s, sessions}});
            }));
}

void revokeSession(const ExchangePtr &exchange)
{
    const auto id = idValue<shared::SessionId>(*exchange, 0, u"The session"_s);
    if (!id)
        return exchange->fail(id.error());
    auth::RevokeSessionRequest request;
    request.set_session_id(idBytes(*id));
    exchange->context().auth.revokeSession(
        exchange->call(), request,
        answer<auth::Empty>(exchange, [](const auth::Empty &) { return HttpResponse::empty(204); }));
}

}
