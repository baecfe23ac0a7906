#include "server/calendar/reminders/remindersservice.h"

#include "server/calendar/access.h"
#include "server/calendar/calendarkey.h"
#include "server/calendar/changes/busymask.h"
#include "server/calendar/reminders/claimreminder.h"
#include "server/calendar/reminders/firereminders.h"
#include "server/calendar/reminders/personaltable.h"
#include "server/calendar/reminders/reminderanswers.h"
#include "server/calendar/reminders/setreminders.h"
#include "server/calendar/store/eventtable.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using shared::Database;
using shared::Result;

namespace {
constexpr int kPage = 100;

bool mayKnow(Database &database, const shared::CalendarId &calendar, const Chore &chore,
             const shared::UserId &user)
{
    EventTable events(database);
    const auto changed =
        chore.occurrence.isEmpty() ? std::nullopt : events.findInstance(chore.event, chore.occurrence);
    const auto stored = events.find(calendar, changed.value_or(chore.event));
    return stored && !isHidden(stored->event, user);
}

pb::RemindersResponse overview(Database &database, const shared::CalendarId &calendar,
                               const shared::UserId &user, qint64 nowMs)
{
    pb::RemindersResponse response;
    ReminderTable table(database, calendar);
    *response.mutable_settings() = settingsAnswer(table, user);
    const auto events = table.ofEvents(user);
    for (const ReminderTable::OfEvent &each : events)
        *response.add_events() = toProto(each);
    const auto claims = ClaimTable(database, calendar).all(nowMs);
    for (const Claim &each : claims) {
        if (mayKnow(database, calendar, each.chore, user))
            *response.add_claims() = toProto(each);
    }
    return response;
}
}

RemindersService::RemindersService(Writer &writer)
    : m_writer(writer)
{
}

void RemindersService::reminders(const CallContext &call, const pb::CalendarRequest &request,
                                 Reply<pb::RemindersResponse> reply)
{
    const qint64 nowMs = m_writer.clock().nowMs();
    const auto question = [call, request, nowMs](Database &database) -> Result<pb::RemindersResponse> {
        const shared::Transaction snapshot(database, shared::Transaction::Mode::Read);
        const auto calendar = requireAccess(database, call, request.calendar(), Right::Read);
        if (!calendar)
            return calendar.error();
        return overview(database, calendar->id, call.user, nowMs);
    };
    m_writer.read(call, question, std::move(reply));
}

void RemindersService::settings(const CallContext &call, const pb::CalendarRequest &request,
                                Reply<pb::ReminderSettingsResponse> reply)
{
    const auto question = [call, request](Database &database) -> Result<pb::ReminderSettingsResponse> {
        const auto calendar = requireAccess(database, call, request.calendar(), Right::Read);
        if (!calendar)
            return calendar.error();
        ReminderTable table(database, calendar->id);
        return settingsAnswer(table, call.user);
    };
    m_writer.read(call, question, std::move(reply));
}

void RemindersService::setSettings(const CallContext &call, const pb::SetReminderSettingsRequest &request,
                                   Reply<pb::ReminderSettingsResponse> reply)
{
    m_writer.run(call, keyOf(request.calendar()), SetReminderSettings(request), std::move(reply));
}

void RemindersService::setDefaults(const CallContext &call, const pb::SetReminderDefaultsRequest &request,
                                   Reply<pb::ReminderSettingsResponse> reply)
{
    m_writer.run(call, keyOf(request.calendar()), SetReminderDefaults(request), std::move(reply));
}

void RemindersService::eventReminders(const CallContext &call, const pb::EventRequest &request,
                                      Reply<pb::EventReminders> reply)
{
    const auto question = [call, request](Database &database) -> Result<pb::EventReminders> {
        const auto calendar = requireAccess(database, call, request.calendar(), Right::Read);
        if (!calendar)
            return calendar.error();
        const auto event =
            visibleEvent(database, calendar->id, idFromBytes<shared::EventId>(request.event_id()), call.user);
        if (!event)
            return event.error();
        ReminderTable table(database, calendar->id);
        return eventAnswer(table, call.user, *event);
    };
    m_writer.read(call, question, std::move(reply));
}

void RemindersService::setEventReminders(const CallContext &call, const pb::SetEventRemindersRequest &request,
                                         Reply<pb::EventReminders> reply)
{
    m_writer.run(call, keyOf(request.calendar()), SetEventReminders(request), std::move(reply));
}

void RemindersService::claim(const CallContext &call, const pb::ClaimRequest &request,
                             Reply<pb::ReminderClaim> reply)
{
    m_writer.run(call, keyOf(request.calendar()), ClaimReminder(request), std::move(reply));
}

void RemindersService::release(const CallContext &call, const pb::ClaimRequest &request,
                               Reply<pb::Empty> reply)
{
    m_writer.run(call, keyOf(request.calendar()), ReleaseReminder(request), std::move(reply));
}

void RemindersService::fired(const CallContext &call, const pb::FiredRequest &request,
                             Reply<pb::FiredResponse> reply)
{
    const qint64 sinceMs = m_writer.clock().nowMs() - kReminderLateMs;
    const int limit = request.limit() > 0 ? std::min(request.limit(), kPage) : kPage;
    const auto question = [call, request, sinceMs, limit](Database &database) -> Result<pb::FiredResponse> {
        const auto page = PersonalTable(database).after(call.user, request.since(), sinceMs, limit);
        pb::FiredResponse response;
        for (const pb::PersonalFrame &frame : page.frames)
            *response.add_frames() = frame;
        response.set_number(page.number);
        response.set_more(page.more);
        return response;
    };
    m_writer.read(call, question, std::move(reply));
}

}
