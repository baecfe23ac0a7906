#include "server/calendar/reminders/firereminders.h"

#include "server/calendar/changes/busymask.h"
#include "server/calendar/store/eventrow.h"
#include "server/platform/logging.h"
#include "shared/protocol/eventjson.h"
#include "shared/recurrence/seriestimes.h"

#include <QSet>

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Event;
using shared::Outcome;

namespace {
constexpr int kAlarmsAtOnce = 50;
constexpr qsizetype kMessagesAtOnce = 2000;
constexpr qint64 kMinuteMs = 60'000;

Chore choreOf(const Event &event, const ReminderMoment &moment)
{
    if (!event.series.isNull())
        return {event.series, event.originalStart.wall};
    return {event.id, moment.occurrence};
}

/// The event as it is at that occurrence.
Event occurrenceOf(Event event, const ReminderMoment &moment, const QTimeZone &zone)
{
    const auto wall = shared::parseWallTime(moment.occurrence);
    if (wall && !moment.occurrence.isEmpty())
        moveTo(event, *wall, zone);
    return event;
}

QJsonObject reminderData(const Event &event, const Chore &chore, const ReminderMoment &moment)
{
    const QJsonObject all = shared::toJson(event);
    QJsonObject data;
    for (const QString &member : {u"calendar_id"_s, u"calendar_name"_s, u"event_name"_s, u"event_start"_s,
                                  u"event_end"_s, u"all_day"_s, u"time_zone"_s, u"location"_s})
        if (all.contains(member))
            data.insert(member, all.value(member));
    data.insert(u"event_id"_s, event.id.toString());
    if (!event.series.isNull())
        data.insert(u"series_id"_s, event.series.toString());
    if (!chore.occurrence.isEmpty())
        data.insert(u"occurrence"_s, chore.occurrence);
    data.insert(u"minutes"_s, moment.minutes);
    data.insert(u"due_at"_s, shared::formatUtc(moment.dueMs));
    return data;
}

bool hasDeclined(const Event &event, const shared::UserId &user)
{
    return std::any_of(event.participants.begin(), event.participants.end(), [&](const auto &each) {
        return each.user == user && each.answer == shared::Answer::No;
    });
}
}

/// An event whose alarm goes off, and whom it may concern.
struct FireReminders::Subject {
    Event event;
    QTimeZone zone;
    ReminderLists defaults;
    QList<ReminderTable::Member> members;
    QList<int> minutes; ///< of them all
    QSet<QString> changed; ///< occurrences that are rows of their own
    std::shared_ptr<ReminderMoments> moments;
};

shared::Result<FiredReminders> FireReminders::operator()(UnitOfWork &unit) const
{
    AlarmTable alarms(unit.db());
    const bool replanned = alarms.replanNext(unit.nowMs());
    const QList<Alarm> due = alarms.take(unit.nowMs(), kAlarmsAtOnce);
    Messages messages;
    qsizetype seen = 0;
    for (const Alarm &alarm : due) {
        if (messages.size() >= kMessagesAtOnce)
            break;
        look(unit, alarm, messages);
        ++seen;
    }
    unit.tell(messages);
    FiredReminders fired{replanned || seen == kAlarmsAtOnce || seen < due.size(), alarms.nextDueMs()};
    if (replanned || !due.isEmpty())
        unit.commit();
    return fired;
}

void FireReminders::look(UnitOfWork &unit, const Alarm &alarm, Messages &messages)
{
    AlarmTable alarms(unit.db());
    const auto subject = subjectOf(unit, alarm);
    if (!subject || subject->minutes.isEmpty())
        return alarms.remove(alarm.event);
    const qsizetype before = messages.size();
    const qint64 afterMs = std::max(alarm.sinceMs, unit.nowMs() - kReminderLateMs);
    const Outcome outcome = fire(unit, *subject, afterMs, messages);
    const auto next = subject->moments->next(unit.nowMs(), subject->minutes);
    if (!outcome || !next) {
        const shared::Error error = outcome ? next.error() : outcome.error();
        logWarning(lcCalendar(), u"An event has no reminders: its rule is too much work"_s,
                   {{"event_id", alarm.event.toString()}, {"error", error.reason}});
        return alarms.remove(alarm.event);
    }
    if (!*next)
        return alarms.remove(alarm.event);
    // Rules may go by the second; reminders go by the minute.
    const bool again = subject->moments->recurs() && messages.size() > before;
    const qint64 soonest = again ? (unit.nowMs() / kMinuteMs + 1) * kMinuteMs : 0;
    alarms.put({alarm.event, alarm.calendar, unit.nowMs()}, std::max(**next, soonest));
}

std::optional<FireReminders::Subject> FireReminders::subjectOf(UnitOfWork &unit, const Alarm &alarm)
{
    static const QString kSql = u"SELECT "_s + eventColumns(u"e"_s)
        + u", c.name, c.time_zone FROM events e JOIN calendars c ON c.id = e.calendar_id "
          "WHERE e.id = :id AND e.state = 1 AND c.deleted_ms IS NULL"_s;
    Subject subject;
    {
        auto query = unit.db().query(kSql);
        if (!query.bind(u":id"_s, alarm.event).run().next())
            return std::nullopt;
        subject.event = readEvent(query, 0).event;
        subject.event.calendarName = query.text(kEventColumns);
        subject.zone = QTimeZone(query.text(kEventColumns + 1).toUtf8());
    }
    if (subject.event.status == shared::EventStatus::Cancelled)
        return std::nullopt;
    ReminderTable table(unit.db(), subject.event.calendar);
    subject.defaults = table.defaults();
    subject.members = table.members(subject.event);
    QSet<int> minutes;
    for (const ReminderTable::Member &member : std::as_const(subject.members)) {
        MemberReminders unmuted = member.reminders; // who is muted now may be so no more when it is due
        unmuted.muted = unmuted.eventMuted = false;
        for (const int each : effectiveReminders(subject.event, subject.defaults, unmuted))
            minutes.insert(each);
    }
    // Whoever joins until then has said nothing yet.
    for (const int each : effectiveReminders(subject.event, subject.defaults, {}))
        minutes.insert(each);
    subject.minutes = minutes.values();
    std::sort(subject.minutes.begin(), subject.minutes.end());
    subject.moments = std::make_shared<ReminderMoments>(subject.event, subject.zone);
    if (subject.moments->recurs()) {
        auto query = unit.db().query(
            u"SELECT original_wall FROM events WHERE series_id = :series AND state < 2 AND state = 1"_s);
        query.bind(u":series"_s, alarm.event).run();
        while (query.next())
            subject.changed.insert(query.text(0));
    }
    return subject;
}

Outcome FireReminders::fire(UnitOfWork &unit, const Subject &subject, qint64 afterMs, Messages &messages)
{
    const auto moments = subject.moments->between(afterMs, unit.nowMs(), subject.minutes);
    if (!moments)
        return moments.error();
    for (const ReminderMoment &moment : *moments) {
        if (!subject.changed.contains(moment.occurrence))
            tell(unit, subject, moment, messages);
    }
    return shared::Done{};
}

void FireReminders::tell(UnitOfWork &unit, const Subject &subject, const ReminderMoment &moment,
                         Messages &messages)
{
    const Chore chore = choreOf(subject.event, moment);
    const auto claim = ClaimTable(unit.db(), subject.event.calendar).find(chore);
    const QJsonObject data = reminderData(occurrenceOf(subject.event, moment, subject.zone), chore, moment);
    const QString once =
        u"%1/%2/%3/%4"_s.arg(chore.event.toString(), chore.occurrence).arg(moment.dueMs).arg(moment.minutes);
    for (const ReminderTable::Member &member : subject.members) {
        if ((claim && claim->user != member.user) || !isFor(subject, member, moment.minutes))
            continue;
        QJsonObject own = data;
        own.insert(u"id"_s, QUuid::createUuidV5(member.user.value, once).toString(QUuid::WithoutBraces));
        messages.append({member.user, subject.event.calendar, u"reminder"_s, own, once});
    }
}

bool FireReminders::isFor(const Subject &subject, const ReminderTable::Member &member, int minutes)
{
    if (member.role == shared::Role::Busy || isHidden(subject.event, member.user))
        return false;
    if (!member.reminders.own && hasDeclined(subject.event, member.user))
        return false;
    return effectiveReminders(subject.event, subject.defaults, member.reminders).contains(minutes);
}

}
