#include "client/account/servermembership.h"

#include "shared/domain/zonedtime.h"

#include <QJsonArray>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::Error;
using shared::ErrorCode;
using shared::InviteState;
using shared::Result;
using shared::Role;

namespace {
QString pathIn(CalendarId calendar, const QString &what, const QString &id = {})
{
    const QString path = u"/api/v1/calendars/%1/%2"_s.arg(calendar.toString(), what);
    return id.isEmpty() ? path : path + u'/' + id;
}

QString pathOf(const QString &code)
{
    return u"/api/v1/invites/"_s + QString::fromLatin1(QUrl::toPercentEncoding(code));
}

qint64 timeMember(const QJsonObject &json, QLatin1StringView name)
{
    const auto time = shared::parseTime(json.value(name).toString(), QTimeZone::utc(), name);
    return time ? time->utcMs : 0;
}

InviteState stateFrom(const QJsonObject &json)
{
    const QString name = json.value("state"_L1).toString();
    for (const InviteState state : {InviteState::Open, InviteState::Used, InviteState::Expired})
        if (name == shared::inviteStateName(state))
            return state;
    return InviteState::Revoked;
}

Role roleFrom(const QJsonObject &json)
{
    return shared::roleFromName(json.value("role"_L1).toString()).value_or(Role::Busy);
}

Result<Invite> inviteFrom(const QJsonObject &json)
{
    Invite invite;
    invite.id = shared::InviteId::fromString(json.value("id"_L1).toString()).value_or(shared::InviteId());
    if (invite.id.isNull())
        return Error{ErrorCode::InvalidArgument, u"The invitation has no id."_s};
    invite.role = roleFrom(json);
    invite.uses = json.value("uses"_L1).toInt(1);
    invite.usesLeft = json.value("uses_left"_L1).toInt();
    invite.expiresMs = timeMember(json, "expires_at"_L1);
    invite.createdBy = json.value("created_by"_L1).toString();
    invite.state = stateFrom(json);
    return invite;
}

Result<NewInvite> newInviteFrom(const QJsonObject &json)
{
    const auto invite = inviteFrom(json);
    if (!invite)
        return invite.error();
    return NewInvite{*invite, json.value("code"_L1).toString(), json.value("link"_L1).toString()};
}

Result<QList<Invite>> invitesFrom(const QJsonObject &json)
{
    QList<Invite> list;
    const QJsonArray invites = json.value("invites"_L1).toArray();
    for (const QJsonValue &each : invites)
        if (const auto invite = inviteFrom(each.toObject()))
            list.append(*invite);
    return list;
}

Result<InvitePreview> previewFrom(const QJsonObject &json)
{
    return InvitePreview{json.value("calendar_name"_L1).toString(), json.value("invited_by"_L1).toString(),
                         roleFrom(json), timeMember(json, "expires_at"_L1), stateFrom(json)};
}

Result<QList<Person>> peopleFrom(const QJsonObject &json)
{
    QList<Person> list;
    const QJsonArray people = json.value("people"_L1).toArray();
    for (const QJsonValue &each : people) {
        const QJsonObject object = each.toObject();
        if (const auto id = shared::PersonId::fromString(object.value("id"_L1).toString()))
            list.append({*id, object.value("name"_L1).toString(), object.value("colour"_L1).toString()});
    }
    return list;
}
}

ServerMembership::ServerMembership(ServerCalls calls)
    : m_calls(std::move(calls))
{
}

void ServerMembership::setRole(CalendarId calendar, shared::UserId user, Role role, Finished finished)
{
    ApiRequest request{"PATCH", pathIn(calendar, u"members"_s, user.toString())};
    request.body = QJsonObject{{u"role"_s, shared::roleName(role)}};
    m_calls.act(request, finished);
}

void ServerMembership::listInvites(CalendarId calendar, Answered<QList<Invite>> answered)
{
    m_calls.ask({"GET", pathIn(calendar, u"invites"_s)},
                parsed<QList<Invite>>(std::move(answered), invitesFrom));
}

void ServerMembership::createInvite(CalendarId calendar, const InviteWish &wish, Answered<NewInvite> answered)
{
    ApiRequest request{"POST", pathIn(calendar, u"invites"_s)};
    request.body = QJsonObject{{u"role"_s, shared::roleName(wish.role)},
                               {u"expires_in"_s, wish.lastsSeconds},
                               {u"uses"_s, wish.uses}};
    m_calls.ask(request, parsed<NewInvite>(std::move(answered), newInviteFrom));
}

void ServerMembership::revokeInvite(CalendarId calendar, shared::InviteId invite, Finished finished)
{
    m_calls.act({"DELETE", pathIn(calendar, u"invites"_s, invite.toString())}, finished);
}

void ServerMembership::lookAt(const QString &code, Answered<InvitePreview> answered)
{
    m_calls.ask({"GET", pathOf(code)}, parsed<InvitePreview>(std::move(answered), previewFrom));
}

void ServerMembership::accept(const QString &code, Finished finished)
{
    m_calls.act({"POST", pathOf(code) + u"/accept"_s}, finished);
}

void ServerMembership::listPeople(CalendarId calendar, Answered<QList<Person>> answered)
{
    m_calls.ask({"GET", pathIn(calendar, u"people"_s)},
                parsed<QList<Person>>(std::move(answered), peopleFrom));
}

void ServerMembership::addPerson(CalendarId calendar, const QString &name, Finished finished)
{
    ApiRequest request{"POST", pathIn(calendar, u"people"_s)};
    request.body = QJsonObject{{u"name"_s, name}};
    m_calls.act(request, finished);
}

void ServerMembership::renamePerson(CalendarId calendar, shared::PersonId person, const QString &name,
                                    Finished finished)
{
    ApiRequest request{"PATCH", pathIn(calendar, u"people"_s, person.toString())};
    request.body = QJsonObject{{u"name"_s, name}};
    m_calls.act(request, finished);
}

void ServerMembership::removePerson(CalendarId calendar, shared::PersonId person, Finished finished)
{
    m_calls.act({"DELETE", pathIn(calendar, u"people"_s, person.toString())}, finished);
}

}
