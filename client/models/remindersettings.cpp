#include "client/models/remindersettings.h"

#include <QJsonArray>

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::EventId;

namespace {
OwnMinutes minutesFrom(const QJsonValue &value)
{
    if (!value.isArray())
        return std::nullopt;
    QList<int> minutes;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &each : array)
        if (const int before = each.toInt(-1); before >= 0)
            minutes.append(before);
    return minutes;
}

QJsonValue jsonOf(const OwnMinutes &minutes)
{
    if (!minutes)
        return QJsonValue::Null;
    QJsonArray array;
    for (const int each : *minutes)
        array.append(each);
    return array;
}

ReminderDefaults defaultsFrom(const QJsonObject &json)
{
    return {minutesFrom(json.value("reminders"_L1)), minutesFrom(json.value("all_day_reminders"_L1))};
}
}

QJsonObject ReminderDefaults::toJson() const
{
    return {{u"reminders"_s, jsonOf(timed)}, {u"all_day_reminders"_s, jsonOf(allDay)}};
}

ReminderSettings ReminderSettings::fromJson(const QJsonObject &json)
{
    ReminderSettings settings;
    settings.calendar = defaultsFrom(json.value("defaults"_L1).toObject());
    const QJsonObject own = json.value("own"_L1).toObject();
    settings.own = defaultsFrom(own);
    settings.muted = own.value("muted"_L1).toBool();
    const QJsonArray events = json.value("events"_L1).toArray();
    for (const QJsonValue &value : events) {
        const QJsonObject each = value.toObject();
        if (const auto id = EventId::fromString(each.value("event_id"_L1).toString()))
            settings.events.insert(
                *id, {minutesFrom(each.value("reminders"_L1)), each.value("muted"_L1).toBool()});
    }
    const QJsonArray claims = json.value("claims"_L1).toArray();
    for (const QJsonValue &value : claims) {
        const QJsonObject each = value.toObject();
        if (const auto id = EventId::fromString(each.value("event_id"_L1).toString()))
            settings.claims.insert(chore(*id, each.value("occurrence"_L1).toString()),
                                   each.value("claimed_by"_L1).toObject().value("username"_L1).toString());
    }
    return settings;
}

QJsonObject ReminderSettings::ownToJson() const
{
    QJsonObject json = own.toJson();
    json.insert(u"muted"_s, muted);
    return json;
}

QString ReminderSettings::chore(EventId event, const QString &occurrence)
{
    return event.toString() + u'/' + occurrence;
}

ReminderSettings::OfEvent ReminderSettings::of(const shared::Event &event) const
{
    const auto found = events.constFind(event.id);
    return found != events.constEnd() || event.series.isNull() ? events.value(event.id)
                                                               : events.value(event.series);
}

QList<int> ReminderSettings::minutesOf(const shared::Event &event) const
{
    const OfEvent mine = of(event);
    if (muted || mine.muted)
        return {};
    if (mine.own)
        return *mine.own;
    if (!event.reminders.isEmpty())
        return event.reminders;
    if (const OwnMinutes &minutes = own.of(event))
        return *minutes;
    return calendar.of(event).value_or(QList<int>());
}

}
