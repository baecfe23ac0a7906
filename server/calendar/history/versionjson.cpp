#include "server/calendar/history/versionjson.h"

#include "server/calendar/changes/busymask.h"
#include "shared/protocol/eventjson.h"

#include <QJsonArray>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Event;

namespace {
/// What maskEvent() leaves.
const QStringList kSeenByAll{u"event_start"_s, u"event_end"_s,    u"all_day"_s,    u"floating"_s,
                             u"status"_s,      u"time_zone"_s,    u"recurrence"_s, u"transparency"_s,
                             u"calendar_id"_s, u"end_time_zone"_s};

QString kindOf(const EventVersion &version, const std::optional<EventVersion> &before)
{
    const Event &event = version.stored.event;
    if (version.stored.state == EventState::Deleted)
        return u"deleted"_s;
    if (!before)
        // An event that is older than its history begins with a change, too.
        return version.number == 1 && event.updatedMs == event.createdMs ? u"created"_s : u"updated"_s;
    if (before->stored.state == EventState::Deleted)
        return u"restored"_s;
    return event.calendar == before->stored.event.calendar ? u"updated"_s : u"moved"_s;
}

QStringList changedBetween(const Event &before, const Event &after)
{
    QStringList fields = shared::changedFields(before, after);
    if (before.start.zone != after.start.zone)
        fields.append(u"time_zone"_s);
    if (before.end.zone != after.end.zone)
        fields.append(u"end_time_zone"_s);
    if (before.calendar != after.calendar)
        fields.append(u"calendar_id"_s);
    return fields;
}

QJsonValue orNull(const QJsonValue &value) { return value.isUndefined() ? QJsonValue() : value; }

QJsonArray changesJson(const Event &before, const Event &after, bool hidden)
{
    const QJsonObject former = shared::toJson(before);
    const QJsonObject now = shared::toJson(after);
    QJsonArray changes;
    for (const QString &field : changedBetween(before, after)) {
        if (hidden && !kSeenByAll.contains(field))
            continue;
        // Only the zone has become another one: that is a change of its own.
        if (former.value(field) != now.value(field))
            changes.append(QJsonObject{{u"field"_s, field},
                                       {u"old"_s, orNull(former.value(field))},
                                       {u"new"_s, orNull(now.value(field))}});
    }
    return changes;
}
}

QJsonObject versionJson(const EventVersion &version, const std::optional<EventVersion> &before, bool hidden)
{
    const Event &event = version.stored.event;
    QJsonObject json{
        {u"event_id"_s, event.id.toString()},
        {u"number"_s, version.number},
        {u"version"_s, event.version},
        {u"kind"_s, kindOf(version, before)},
        {u"by"_s, hidden ? QString() : event.updatedByName},
        {u"at"_s, shared::formatUtc(event.updatedMs)},
        {u"changes"_s, before ? changesJson(before->stored.event, event, hidden) : QJsonArray()}};
    if (!event.series.isNull()) {
        json.insert(u"series_id"_s, event.series.toString());
        json.insert(u"occurrence"_s, event.originalStart.wall);
    }
    return json;
}

}
