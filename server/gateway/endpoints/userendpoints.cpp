#include "server/gateway/endpoints/userendpoints.h"

#include "server/gateway/exchange.h"
#include "server/gateway/gatewaycontext.h"
#include "server/gateway/jsonbody.h"
#include "server/proto/convert.h"

namespace hearth::server::gateway::userendpoints {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
constexpr qsizetype kMaxDevice = 200;

/// The two strings of register and login.
template <class Request> Result<Request> readCredentials(const QJsonObject &body)
{
    const auto username = requiredString(body, "username"_L1);
    if (!username)
        return username.error();
    const auto password = requiredString(body, "password"_L1);
    if (!password)
        return password.error();
    Request request;
    request.set_username(utf8(*username));
    request.set_password(utf8(*password));
    return request;
}

HttpResponse tokenAnswer(const auth::TokenResponse &response, const QString &message)
{
    HttpResponse answer = HttpResponse::json(
        200,
        {{u"message"_s, message},
         {u"token"_s, fromUtf8(response.token())},
         {u"token_type"_s, u"Bearer"_s},
         {u"expires_in"_s, qint64(response.expires_in())},
         {u"refresh_token"_s, fromUtf8(response.refresh_token())},
         {u"username"_s, fromUtf8(response.user().username())},
         {u"user_id"_s, idFromBytes<shared::UserId>(response.user().id()).toString()},
         {u"session_id"_s, idFromBytes<shared::SessionId>(response.session_id()).toString()}});
    answer.compressible = false;
    answer.headers.add("Cache-Control", "no-store");
    return answer;
}
}

void registerUser(const ExchangePtr &exchange)
{
    const auto request = readCredentials<auth::RegisterRequest>(exchange->body());
    if (!request)
        return exchange->fail(request.error());
    exchange->context().auth.registerUser(
        exchange->call(), *request,
        answer<auth::RegisterResponse>(exchange, [](const auth::RegisterResponse &response) {
            return HttpResponse::json(
                201,
                {{u"message"_s, u"Registered successfully!"_s},
                 {u"username"_s, fromUtf8(response.user().username())},
                 {u"user_id"_s, idFromBytes<shared::UserId>(response.user().id()).toString()}});
        }));
}

void login(const ExchangePtr &exchange)
{
    auto request = readCredentials<auth::LoginRequest>(exchange->body());
    if (!request)
        return exchange->fail(request.error());
    const QString device =
        QString::fromUtf8(exchange->request().headers.value("User-Agent")).left(kMaxDevice);
    request->set_device(utf8(device));
    exchange->context().auth.login(
        exchange->call(), *request,
        answer<auth::TokenResponse>(exchange, [](const auth::TokenResponse &response) {
            return tokenAnswer(response, u"Logged in successfully!"_s);
        }));
}

void refresh(const ExchangePtr &exchange)
{
    const auto token = requiredString(exchange->body(), "refresh_token"_L1);
    if (!token)
        return exchange->fail(token.error());
    auth::RefreshRequest request;
    request.set_refresh_token(utf8(*token));
    exchange->context().auth.refresh(
        exchange->call(), request,
        answer<auth::TokenResponse>(exchange, [](const auth::TokenResponse &response) {
            return tokenAnswer(response, u"The session goes on."_s);
        }));
}

void logout(const ExchangePtr &exchange)
{
    auth::LogoutRequest request;
    request.set_session_id(idBytes(exchange->token().session));
    const auto tokens = exchange->context().tokens;
    exchange->context().auth.logout(
        exchange->call(), request,
        answer<auth::Empty>(exchange, [tokens, token = exchange->token()](const auth::Empty &) {
            // This gateway needn't wait for the stream of revocations.
            tokens->revoke(token.session, token.expiresMs);
            return HttpResponse::json(200,
                                      {{u"message"_s, u"Logged out."_s}, {u"username"_s, token.username}});
        }));
}

}
