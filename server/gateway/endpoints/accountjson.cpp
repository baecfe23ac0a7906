#include "server/gateway/endpoints/accountjson.h"

#include "server/proto/convert.h"
#include "shared/domain/zonedtime.h"

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

QJsonObject profileJson(const auth::User &user)
{
    return {{u"id"_s, idFromBytes<shared::UserId>(user.id()).toString()},
            {u"username"_s, fromUtf8(user.username())},
            {u"display_name"_s, fromUtf8(user.display_name())},
            {u"colour"_s, fromUtf8(user.colour())},
            {u"time_zone"_s, fromUtf8(user.time_zone())},
            {u"locale"_s, fromUtf8(user.locale())},
            {u"created_at"_s, shared::formatUtc(user.created_ms())},
            {u"version"_s, qint64(user.version())}};
}

QJsonObject sessionJson(const auth::Session &session, shared::SessionId current)
{
    const auto id = idFromBytes<shared::SessionId>(session.id());
    return {{u"id"_s, id.toString()},
            {u"device"_s, fromUtf8(session.device())},
            {u"created_at"_s, shared::formatUtc(session.created_ms())},
            {u"last_used_at"_s, shared::formatUtc(session.last_used_ms())},
            {u"expires_at"_s, shared::formatUtc(session.expires_ms())},
            {u"current"_s, id == current}};
}

QJsonObject appPasswordJson(const auth::AppPassword &password)
{
    const bool used = password.last_used_ms() > 0;
    return {
        {u"id"_s, idFromBytes<shared::SessionId>(password.id()).toString()},
        {u"name"_s, fromUtf8(password.name())},
        {u"created_at"_s, shared::formatUtc(password.created_ms())},
        {u"last_used_at"_s, used ? QJsonValue(shared::formatUtc(password.last_used_ms())) : QJsonValue()}};
}

}
