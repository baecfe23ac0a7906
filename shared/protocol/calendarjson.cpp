#include "shared/protocol/calendarjson.h"

#include "shared/domain/zonedtime.h"

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
qint64 timeMember(const QJsonObject &json, QLatin1StringView name)
{
    const auto time = parseTime(json.value(name).toString(), QTimeZone::utc(), name);
    return time ? time->utcMs : 0;
}
}

QJsonObject toJson(const Calendar &calendar)
{
    return {
        {u"id"_s, calendar.id.toString()},
        {u"name"_s, calendar.name},
        {u"colour"_s, calendar.colour},
        {u"time_zone"_s, calendar.timeZone},
        {u"role"_s, roleName(calendar.role)},
        {u"seq"_s, calendar.seq},
        {u"version"_s, calendar.version},
        {u"created_at"_s, formatUtc(calendar.createdMs)},
        {u"has_password"_s, calendar.hasPassword},
        {u"subscribed"_s, calendar.subscribed},
    };
}

Result<Calendar> calendarFromJson(const QJsonObject &json)
{
    const auto id = CalendarId::fromString(json.value("id"_L1).toString());
    const auto role = roleFromName(json.value("role"_L1).toString());
    if (!id || !role)
        return Error{ErrorCode::InvalidArgument, u"The calendar has no id or no role."_s};
    return Calendar{*id,
                    json.value("name"_L1).toString(),
                    json.value("colour"_L1).toString(),
                    json.value("time_zone"_L1).toString(),
                    *role,
                    json.value("seq"_L1).toInteger(),
                    json.value("version"_L1).toInteger(),
                    timeMember(json, "created_at"_L1),
                    json.value("has_password"_L1).toBool(),
                    json.value("subscribed"_L1).toBool()};
}

QJsonObject toJson(const Member &member)
{
    return {
        {u"user_id"_s, member.user.toString()},
        {u"username"_s, member.username},
        {u"role"_s, roleName(member.role)},
        {u"joined_at"_s, formatUtc(member.joinedMs)},
    };
}

Result<Member> memberFromJson(const QJsonObject &json)
{
    const auto user = UserId::fromString(json.value("user_id"_L1).toString());
    const auto role = roleFromName(json.value("role"_L1).toString());
    if (!user || !role)
        return Error{ErrorCode::InvalidArgument, u"The member has no id or no role."_s};
    return Member{*user, json.value("username"_L1).toString(), *role, timeMember(json, "joined_at"_L1)};
}

}
