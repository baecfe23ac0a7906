#include "client/account/serverreminders.h"

#include "shared/domain/zonedtime.h"

namespace hearth::client {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::EventId;

namespace {
constexpr qint64 kMinuteMs = 60'000;

QString pathIn(CalendarId calendar, const QString &what)
{
    return u"/api/v1/calendars/%1/%2"_s.arg(calendar.toString(), what);
}

ServerCalls::Answered whether(const ReminderRequests::Finished &finished)
{
    return [finished](const shared::Result<QJsonObject> &answer) {
        finished(answer ? shared::Outcome(shared::Done{}) : shared::Outcome(answer.error()));
    };
}

qint64 momentOf(const QJsonObject &data, const QString &member)
{
    const auto time = shared::parseTime(data.value(member).toString(), QTimeZone::utc(), member);
    return time ? time->utcMs : 0;
}
}

ServerReminders::ServerReminders(ServerCalls calls, AskAbout askAbout)
    : m_calls(std::move(calls))
    , m_askAbout(std::move(askAbout))
{
}

void ServerReminders::claim(const Reminder &reminder, Finished finished)
{
    ApiRequest request{"POST", pathIn(reminder.calendar, u"events/%1/claim"_s)};
    request.body =
        reminder.occurrence.isEmpty() ? QJsonObject() : QJsonObject{{u"occurrence"_s, reminder.occurrence}};
    m_askAbout(reminder.key.event, request, whether(finished));
}

void ServerReminders::setOwn(CalendarId calendar, const ReminderSettings &settings, Finished finished)
{
    ApiRequest request{"PUT", pathIn(calendar, u"reminder-settings"_s)};
    request.body = settings.ownToJson();
    m_calls.ask(request, whether(finished));
}

void ServerReminders::setDefaults(CalendarId calendar, const ReminderDefaults &defaults, Finished finished)
{
    ApiRequest request{"PUT", pathIn(calendar, u"default-reminders"_s)};
    request.body = defaults.toJson();
    m_calls.ask(request, whether(finished));
}

std::optional<Reminder> ServerReminders::told(const QJsonObject &data)
{
    const auto event = EventId::fromString(data.value("event_id"_L1).toString());
    const auto calendar = CalendarId::fromString(data.value("calendar_id"_L1).toString());
    const qint64 dueMs = momentOf(data, u"due_at"_s);
    if (!event || !calendar || dueMs == 0)
        return std::nullopt;
    Reminder reminder;
    reminder.shown = *event;
    reminder.calendar = *calendar;
    reminder.title = data.value("event_name"_L1).toString();
    reminder.location = data.value("location"_L1).toString();
    reminder.allDay = data.value("all_day"_L1).toBool();
    reminder.occurrence = data.value("occurrence"_L1).toString();
    reminder.dueMs = dueMs;
    const int minutes = data.value("minutes"_L1).toInt();
    reminder.startMs = dueMs + minutes * kMinuteMs;
    const QString start = data.value("event_start"_L1).toString();
    const qint64 lengthMs = reminder.allDay
        ? QDate::fromString(start, Qt::ISODate)
                .daysTo(QDate::fromString(data.value("event_end"_L1).toString(), Qt::ISODate))
            * 24 * 60 * kMinuteMs
        : momentOf(data, u"event_end"_s) - momentOf(data, u"event_start"_s);
    reminder.endMs = reminder.startMs + lengthMs;
    reminder.key = {*event, reminder.allDay ? start : shared::formatUtc(reminder.startMs), minutes};
    return reminder;
}

}
