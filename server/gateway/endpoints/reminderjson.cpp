#include "server/gateway/endpoints/reminderjson.h"

#include "server/proto/convert.h"
#include "shared/domain/zonedtime.h"

#include <QJsonArray>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

namespace {
QJsonArray minutesJson(const calendar::Minutes &minutes)
{
    QJsonArray array;
    for (const int each : minutes.minutes())
        array.append(each);
    return array;
}

/// null where it is not there.
QJsonValue ownJson(bool isSet, const calendar::Minutes &minutes)
{
    return isSet ? QJsonValue(minutesJson(minutes)) : QJsonValue();
}
}

QJsonObject reminderSettingsJson(const calendar::ReminderSettingsResponse &response)
{
    const auto &defaults = response.defaults();
    const auto &own = response.own();
    return {
        {u"defaults"_s,
         QJsonObject{{u"reminders"_s, minutesJson(defaults.reminders())},
                     {u"all_day_reminders"_s, minutesJson(defaults.all_day_reminders())}}},
        {u"own"_s,
         QJsonObject{{u"reminders"_s, ownJson(own.has_reminders(), own.reminders())},
                     {u"all_day_reminders"_s, ownJson(own.has_all_day_reminders(), own.all_day_reminders())},
                     {u"muted"_s, own.muted()}}}};
}

QJsonObject eventRemindersJson(const calendar::EventReminders &event)
{
    QJsonObject json{{u"event_id"_s, idFromBytes<shared::EventId>(event.event_id()).toString()},
                     {u"reminders"_s, ownJson(event.has_own(), event.own())},
                     {u"muted"_s, event.muted()}};
    if (event.has_effective())
        json.insert(u"effective"_s, minutesJson(event.effective()));
    return json;
}

QJsonObject claimJson(const calendar::ReminderClaim &claim)
{
    QJsonObject json{{u"event_id"_s, idFromBytes<shared::EventId>(claim.event_id()).toString()},
                     {u"claimed_by"_s,
                      QJsonObject{{u"user_id"_s, idFromBytes<shared::UserId>(claim.user_id()).toString()},
                                  {u"username"_s, fromUtf8(claim.username())}}},
                     {u"claimed_at"_s, shared::formatUtc(claim.at_ms())}};
    if (!claim.occurrence().empty())
        json.insert(u"occurrence"_s, fromUtf8(claim.occurrence()));
    return json;
}

QJsonObject remindersJson(const calendar::RemindersResponse &response)
{
    QJsonObject json = reminderSettingsJson(response.settings());
    QJsonArray events;
    for (const calendar::EventReminders &each : response.events())
        events.append(eventRemindersJson(each));
    QJsonArray claims;
    for (const calendar::ReminderClaim &each : response.claims())
        claims.append(claimJson(each));
    json.insert(u"events"_s, events);
    json.insert(u"claims"_s, claims);
    return json;
}

}
