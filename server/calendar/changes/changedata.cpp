#include "server/calendar/changes/changedata.h"

#include "shared/protocol/calendarjson.h"
#include "shared/protocol/eventjson.h"

#include <QJsonArray>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::Event;
using shared::Member;

QJsonObject createdEventData(const Event &event) { return shared::toJson(event); }

QJsonObject restoredEventData(const Event &event)
{
    QJsonObject data = shared::toJson(event);
    data.insert(u"restored"_s, true);
    return data;
}

QJsonObject arrivedEventData(const Event &event)
{
    QJsonObject data = shared::toJson(event);
    data.insert(u"moved"_s, true);
    return data;
}

QJsonObject updatedEventData(const Event &before, const Event &after, const QStringList &changed)
{
    QJsonObject data = shared::toJson(after);
    const QJsonObject former = shared::toJson(before);
    QJsonObject old;
    for (const QString &field : changed)
        old.insert(field, former.value(field));
    data.insert(u"changed"_s, QJsonArray::fromStringList(changed));
    data.insert(u"old"_s, old);
    return data;
}

QJsonObject deletedEventData(const Event &event)
{
    const QJsonObject all = shared::toJson(event);
    QJsonObject data;
    for (const QString &member : {u"id"_s, u"calendar_id"_s, u"calendar_name"_s, u"event_name"_s,
                                  u"event_start"_s, u"event_end"_s, u"all_day"_s, u"version"_s})
        data.insert(member, all.value(member));
    QStringList where{u"series_id"_s, u"occurrence"_s};
    if (event.visibility != shared::Visibility::Public) // who may know what went
        where.append({u"visibility"_s, u"created_by_id"_s, u"participants"_s});
    for (const QString &member : where)
        if (all.contains(member))
            data.insert(member, all.value(member));
    data.insert(u"deleted_by"_s, event.updatedByName);
    return data;
}

QJsonObject leftEventData(const Event &event)
{
    QJsonObject data = deletedEventData(event);
    data.insert(u"moved"_s, true);
    return data;
}

QJsonObject joinedData(const Member &member, const Calendar &calendar)
{
    QJsonObject data = memberData(member);
    data.insert(u"calendar_name"_s, calendar.name);
    data.insert(u"message"_s, u"%1 has joined %2"_s.arg(member.username, calendar.name));
    return data;
}

QJsonObject leftData(const Member &member, const Calendar &calendar, const QString &actor)
{
    const bool left = actor == member.username;
    QJsonObject data = memberData(member);
    data.insert(u"calendar_name"_s, calendar.name);
    data.insert(
        u"message"_s,
        (left ? u"%1 has left %2"_s : u"%1 was removed from %2"_s).arg(member.username, calendar.name));
    return data;
}

QJsonObject memberData(const Member &member) { return shared::toJson(member); }

QJsonObject calendarData(const Calendar &calendar)
{
    QJsonObject data = shared::toJson(calendar);
    data.remove(u"role"_s);
    data.remove(u"has_password"_s);
    return data;
}

}
