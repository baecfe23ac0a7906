#include "server/gateway/endpoints/inviteendpoints.h"

#include "server/gateway/endpoints/requestparts.h"
#include "server/gateway/gatewaycontext.h"
#include "server/gateway/jsonbody.h"
#include "server/gateway/publicaddress.h"
#include "server/proto/convert.h"
#include "shared/domain/invite.h"
#include "shared/domain/zonedtime.h"
#include "shared/protocol/calendarjson.h"

#include <QJsonArray>

namespace hearth::server::gateway::inviteendpoints {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr qint64 kMaxSeconds = 366LL * 24 * 3600;
constexpr qint64 kMaxUses = 1000;

QString roleOf(int role) { return shared::roleName(static_cast<shared::Role>(role)); }

QString stateOf(int state) { return shared::inviteStateName(static_cast<shared::InviteState>(state)); }

QJsonObject inviteAnswer(const calendar::Invite &invite)
{
    return {{u"id"_s, idFromBytes<shared::InviteId>(invite.id()).toString()},
            {u"calendar_id"_s, idFromBytes<shared::CalendarId>(invite.calendar_id()).toString()},
            {u"role"_s, roleOf(invite.role())},
            {u"uses"_s, invite.uses()},
            {u"uses_left"_s, invite.uses_left()},
            {u"expires_at"_s, shared::formatUtc(invite.expires_ms())},
            {u"created_by"_s, fromUtf8(invite.created_by_name())},
            {u"created_at"_s, shared::formatUtc(invite.created_ms())},
            {u"state"_s, stateOf(invite.state())}};
}

Result<shared::Role> readRole(const QJsonObject &body)
{
    const auto name = requiredString(body, "role"_L1);
    if (!name)
        return name.error();
    const auto role = shared::roleFromName(*name);
    if (!role)
        return Error{ErrorCode::InvalidArgument, u"'role' is none of owner, editor, viewer and busy."_s};
    return *role;
}

Result<calendar::CreateInviteRequest> readCreate(const Exchange &exchange)
{
    const auto ref = calendarInPath(exchange);
    if (!ref)
        return ref.error();
    const QJsonObject &body = exchange.body();
    const auto role = readRole(body);
    if (!role)
        return role.error();
    const auto seconds = optionalInteger(body, "expires_in"_L1, 1);
    if (!seconds)
        return seconds.error();
    const auto time = optionalString(body, "expires_at"_L1);
    if (!time)
        return time.error();
    const auto uses = optionalInteger(body, "uses"_L1, 1);
    if (!uses)
        return uses.error();
    if (seconds->value_or(0) > kMaxSeconds || uses->value_or(1) > kMaxUses)
        return Error{ErrorCode::InvalidArgument,
                     u"An invitation lasts at most a year and can be used at most 1000 times."_s};
    if (*seconds && *time)
        return Error{ErrorCode::InvalidArgument, u"'expires_in' and 'expires_at' exclude each other."_s};
    calendar::CreateInviteRequest request;
    *request.mutable_calendar() = *ref;
    request.set_role(static_cast<int>(*role));
    request.set_expires_in_ms(seconds->value_or(0) * 1000);
    request.set_expires_at(utf8(time->value_or(QString())));
    request.set_uses(static_cast<int>(uses->value_or(1)));
    return request;
}

calendar::CodeRequest codeInPath(const Exchange &exchange)
{
    calendar::CodeRequest request;
    request.set_code(utf8(exchange.value(0)));
    return request;
}
}

void list(const ExchangePtr &exchange)
{
    const auto request = calendarRequest<calendar::CalendarRequest>(*exchange);
    if (!request)
        return exchange->fail(request.error());
    exchange->context().calendar.invites().invites(
        exchange->call(), *request,
        answer<calendar::InvitesResponse>(exchange, [](const calendar::InvitesResponse &response) {
            QJsonArray invites;
            for (const calendar::Invite &each : response.invites())
                invites.append(inviteAnswer(each));
            return HttpResponse::json(200, {{u"invites"_s, invites}});
        }));
}

void create(const ExchangePtr &exchange)
{
    const auto request = readCreate(*exchange);
    if (!request)
        return exchange->fail(request.error());
    const QString address = publicAddress(exchange->context().options, exchange->request());
    exchange->context().calendar.invites().createInvite(
        exchange->call(), *request,
        answer<calendar::CreatedInvite>(exchange, [address](const calendar::CreatedInvite &created) {
            const QString code = fromUtf8(created.code());
            QJsonObject object = inviteAnswer(created.invite());
            object.insert(u"code"_s, code);
            object.insert(u"link"_s, u"%1/invite/%2"_s.arg(address, code));
            HttpResponse response = HttpResponse::json(201, object);
            response.headers.add("Cache-Control", "no-store");
            return response;
        }));
}

void revoke(const ExchangePtr &exchange)
{
    const auto ref = calendarInPath(*exchange);
    if (!ref)
        return exchange->fail(ref.error());
    const auto id = idValue<shared::InviteId>(*exchange, 1, u"The invitation"_s);
    if (!id)
        return exchange->fail(id.error());
    calendar::InviteRequest request;
    *request.mutable_calendar() = *ref;
    request.set_invite_id(idBytes(*id));
    exchange->context().calendar.invites().revokeInvite(
        exchange->call(), request, answer<calendar::Invite>(exchange, [](const calendar::Invite &invite) {
            return HttpResponse::json(200, inviteAnswer(invite));
        }));
}

void look(const ExchangePtr &exchange)
{
    exchange->context().calendar.invites().lookAtInvite(
        exchange->call(), codeInPath(*exchange),
        answer<calendar::InvitePreview>(exchange, [](const calendar::InvitePreview &preview) {
            const QString state = stateOf(preview.state());
            return HttpResponse::json(200,
                                      {{u"calendar_name"_s, fromUtf8(preview.calendar_name())},
                                       {u"invited_by"_s, fromUtf8(preview.invited_by())},
                                       {u"role"_s, roleOf(preview.role())},
                                       {u"expires_at"_s, shared::formatUtc(preview.expires_ms())},
                                       {u"valid"_s, state == "open"_L1},
                                       {u"state"_s, state}});
        }));
}

void accept(const ExchangePtr &exchange)
{
    exchange->context().calendar.invites().acceptInvite(
        exchange->call(), codeInPath(*exchange),
        answer<calendar::JoinResponse>(exchange, [](const calendar::JoinResponse &response) {
            QJsonObject object = shared::toJson(fromProto(response.calendar()));
            object.insert(u"already_member"_s, response.already_member());
            return withVersion(200, object, response.calendar().version());
        }));
}

}
