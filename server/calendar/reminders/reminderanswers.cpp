#include "server/calendar/reminders/reminderanswers.h"

#include "server/calendar/changes/busymask.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/eventtable.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::UserId;

pb::ReminderSettingsResponse settingsAnswer(ReminderTable &table, const UserId &user)
{
    pb::ReminderSettingsResponse response;
    const ReminderLists defaults = table.defaults();
    putReminders(*response.mutable_defaults()->mutable_reminders(), defaults.timed.value_or(QList<int>()));
    putReminders(*response.mutable_defaults()->mutable_all_day_reminders(),
                 defaults.allDay.value_or(QList<int>()));
    const auto settings = table.settings(user);
    pb::ReminderSettings &own = *response.mutable_own();
    if (settings.lists.timed)
        putReminders(*own.mutable_reminders(), *settings.lists.timed);
    if (settings.lists.allDay)
        putReminders(*own.mutable_all_day_reminders(), *settings.lists.allDay);
    own.set_muted(settings.muted);
    return response;
}

pb::EventReminders eventAnswer(ReminderTable &table, const UserId &user, const shared::Event &event)
{
    const auto set = table.ofEvent(user, event.id);
    pb::EventReminders answer = toProto(set);
    MemberReminders member;
    const auto settings = table.settings(user);
    member.defaults = settings.lists;
    member.muted = settings.muted;
    const bool own = set.own || set.muted || event.series.isNull();
    const auto counts = own ? set : table.ofEvent(user, event.series);
    member.own = counts.own;
    member.eventMuted = counts.muted;
    putReminders(*answer.mutable_effective(), effectiveReminders(event, table.defaults(), member));
    return answer;
}

pb::EventReminders toProto(const ReminderTable::OfEvent &set)
{
    pb::EventReminders message;
    message.set_event_id(idBytes(set.event));
    if (set.own)
        putReminders(*message.mutable_own(), *set.own);
    message.set_muted(set.muted);
    return message;
}

pb::ReminderClaim toProto(const Claim &claim)
{
    pb::ReminderClaim message;
    message.set_event_id(idBytes(claim.chore.event));
    message.set_occurrence(utf8(claim.chore.occurrence));
    message.set_user_id(idBytes(claim.user));
    message.set_username(utf8(claim.username));
    message.set_at_ms(claim.atMs);
    return message;
}

QJsonObject claimantJson(const Claim &claim)
{
    return {{u"user_id"_s, claim.user.toString()}, {u"username"_s, claim.username}};
}

shared::Result<shared::Event> visibleEvent(shared::Database &database, const shared::CalendarId &calendar,
                                           const shared::EventId &id, const UserId &user)
{
    const auto stored = EventTable(database).find(calendar, id);
    if (!stored || stored->state != EventState::Active)
        return noSuchEvent();
    if (isHidden(stored->event, user))
        return hiddenEvent();
    return stored->event;
}

PersonalMessage settingsChanged(const CallContext &caller, const shared::CalendarId &calendar)
{
    return {caller.user, calendar, u"updated_reminders"_s, {{u"calendar_id"_s, calendar.toString()}}, {}};
}

}
