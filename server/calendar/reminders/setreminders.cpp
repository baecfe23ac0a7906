#include "server/calendar/reminders/setreminders.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/changedata.h"
#include "server/calendar/errors.h"
#include "server/calendar/reminders/alarmtable.h"
#include "server/calendar/reminders/firereminders.h"
#include "server/calendar/reminders/reminderanswers.h"
#include "server/proto/convert.h"

#include <QJsonArray>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
constexpr qint64 kMaxEvents = 2000; // of one member in one calendar, with reminders of their own

Result<OwnReminders> ownOf(bool isSet, const pb::Minutes &minutes)
{
    if (!isSet)
        return OwnReminders();
    const auto checked = checkReminders(minutes);
    return checked ? Result<OwnReminders>(OwnReminders(*checked)) : checked.error();
}

template <class Message> Result<ReminderLists> listsOf(const Message &message)
{
    const auto timed = ownOf(message.has_reminders(), message.reminders());
    if (!timed)
        return timed.error();
    const auto allDay = ownOf(message.has_all_day_reminders(), message.all_day_reminders());
    if (!allDay)
        return allDay.error();
    return ReminderLists{*timed, *allDay};
}

QJsonArray arrayOf(const QList<int> &minutes)
{
    QJsonArray array;
    for (const int each : minutes)
        array.append(each);
    return array;
}

QJsonObject defaultsJson(const ReminderLists &lists)
{
    return {{u"reminders"_s, arrayOf(lists.timed.value_or(QList<int>()))},
            {u"all_day_reminders"_s, arrayOf(lists.allDay.value_or(QList<int>()))}};
}
}

SetReminderSettings::SetReminderSettings(pb::SetReminderSettingsRequest request)
    : m_request(std::move(request))
{
}

Result<pb::ReminderSettingsResponse> SetReminderSettings::operator()(UnitOfWork &unit) const
{
    const shared::UserId user = unit.caller().user;
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::Read);
    if (!calendar)
        return calendar.error();
    const auto lists = listsOf(m_request.own());
    if (!lists)
        return lists.error();
    ReminderTable table(unit.db(), calendar->id);
    table.setSettings(user, {*lists, m_request.own().muted()});
    AlarmTable(unit.db()).replan(calendar->id, unit.nowMs() - kReminderGraceMs);
    const auto answer = settingsAnswer(table, user);
    unit.tell({settingsChanged(unit.caller(), calendar->id)});
    unit.commit();
    return answer;
}

SetReminderDefaults::SetReminderDefaults(pb::SetReminderDefaultsRequest request)
    : m_request(std::move(request))
{
}

Result<pb::ReminderSettingsResponse> SetReminderDefaults::operator()(UnitOfWork &unit) const
{
    const auto locked = lockCalendar(unit, m_request.calendar(), Right::Manage);
    if (!locked)
        return locked.error();
    const auto lists = listsOf(m_request.defaults());
    if (!lists)
        return lists.error();
    shared::Calendar calendar = locked->calendar;
    ReminderTable table(unit.db(), calendar.id);
    if (unit.alreadyDone())
        return settingsAnswer(table, unit.caller().user);
    table.setDefaults(*lists);
    AlarmTable(unit.db()).replan(calendar.id, unit.nowMs() - kReminderGraceMs);
    calendar.seq = locked->nextSeq;
    QJsonObject data = calendarData(calendar);
    data.insert(u"changed"_s, QJsonArray{u"default_reminders"_s});
    data.insert(u"default_reminders"_s, defaultsJson(*lists));
    unit.log(calendar.id, locked->nextSeq, shared::ChangeKind::CalendarUpdated, calendar.id.value, data);
    const auto answer = settingsAnswer(table, unit.caller().user);
    unit.commit();
    return answer;
}

SetEventReminders::SetEventReminders(pb::SetEventRemindersRequest request)
    : m_request(std::move(request))
{
}

Result<pb::EventReminders> SetEventReminders::operator()(UnitOfWork &unit) const
{
    const shared::UserId user = unit.caller().user;
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::Read);
    if (!calendar)
        return calendar.error();
    const auto event =
        visibleEvent(unit.db(), calendar->id, idFromBytes<shared::EventId>(m_request.event_id()), user);
    if (!event)
        return event.error();
    const auto own = ownOf(m_request.has_own(), m_request.own());
    if (!own)
        return own.error();
    ReminderTable table(unit.db(), calendar->id);
    const auto before = table.ofEvent(user, event->id);
    if (!before.own && !before.muted && table.countEvents(user) >= kMaxEvents)
        return conflict(u"You have reminders of your own for as many events as you can."_s,
                        u"too_many_reminders"_s);
    table.setOfEvent(user, {event->id, *own, m_request.muted()});
    AlarmTable(unit.db()).plan(event->id, calendar->id, unit.nowMs() - kReminderGraceMs);
    const auto answer = eventAnswer(table, user, *event);
    unit.tell({settingsChanged(unit.caller(), calendar->id)});
    unit.commit();
    return answer;
}

}
