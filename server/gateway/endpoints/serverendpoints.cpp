#include "server/gateway/endpoints/serverendpoints.h"

#include "server/gateway/exchange.h"
#include "server/gateway/gatewaycontext.h"
#include "server/proto/convert.h"

#include <QJsonArray>

namespace hearth::server::gateway::serverendpoints {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
/// 200 only where the service has just asked its database; whatever else it says is 503.
template <class Empty> Reply<Empty> statusReply(const ExchangePtr &exchange)
{
    return [exchange](const Result<Empty> &result) {
        if (!result)
            return exchange->fail({ErrorCode::Unavailable, u"The service or its database can't be reached."_s,
                                   u"unavailable"_s, qMax(1, result.error().retryAfterSeconds)});
        HttpResponse response =
            HttpResponse::json(200, {{u"message"_s, u"Service and database are up and running"_s}});
        response.headers.add("Cache-Control", "no-store");
        exchange->send(std::move(response));
    };
}

QJsonObject jwk(const auth::PublicKey &key)
{
    const QByteArray bytes = QByteArray::fromStdString(key.key());
    const QByteArray x = bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    return {{u"kty"_s, u"OKP"_s},   {u"crv"_s, u"Ed25519"_s},        {u"use"_s, u"sig"_s},
            {u"alg"_s, u"EdDSA"_s}, {u"kid"_s, fromUtf8(key.kid())}, {u"x"_s, QString::fromLatin1(x)}};
}
}

void userStatus(const ExchangePtr &exchange)
{
    exchange->context().auth.status(exchange->call(), {}, statusReply<auth::Empty>(exchange));
}

void calendarStatus(const ExchangePtr &exchange)
{
    exchange->context().calendar.status(exchange->call(), {}, statusReply<calendar::Empty>(exchange));
}

void publicKeys(const ExchangePtr &exchange)
{
    exchange->context().auth.publicKeys(
        exchange->call(), {},
        answer<auth::PublicKeysResponse>(exchange, [](const auth::PublicKeysResponse &response) {
            QJsonArray keys;
            for (const auth::PublicKey &key : response.keys())
                keys.append(jwk(key));
            HttpResponse answered = HttpResponse::json(200, {{u"keys"_s, keys}});
            answered.headers.add("Cache-Control", "public, max-age=300");
            return answered;
        }));
}

void about(const ExchangePtr &exchange)
{
    const GatewayOptions &options = exchange->context().options;
    exchange->send(HttpResponse::json(200,
                                      {{u"name"_s, options.serverName},
                                       {u"version"_s, options.version},
                                       {u"features"_s, QJsonArray::fromStringList(options.features)},
                                       {u"certificate_fingerprint"_s, options.certificateFingerprint}}));
}

void upgradeRequired(const ExchangePtr &exchange)
{
    HttpResponse response =
        HttpResponse::problem(426, u"This path speaks WebSocket only."_s, u"upgrade_required"_s);
    response.headers.add("Upgrade", "websocket");
    exchange->send(std::move(response));
}

}
