#include "client/ui/dialogs/eventform.h"

namespace hearth::client::ui {

using shared::EventDraft;

namespace {
QTimeZone zoneOf(const shared::ZonedTime &time, const QTimeZone &local)
{
    const QTimeZone zone(time.zone.toUtf8());
    return zone.isValid() && !time.zone.isEmpty() ? zone : local;
}

/// The time as it was where nobody changed it: of an hour that comes twice in autumn it may be the second.
shared::ZonedTime keptOr(const shared::ZonedTime &before, QDate date, QTime time, const QTimeZone &zone)
{
    const QDateTime seen = QDateTime::fromMSecsSinceEpoch(before.utcMs, zone);
    const bool same = before.zone.toUtf8() == zone.id() && seen.date() == date && seen.time() == time;
    return same ? before : shared::fromWall(QDateTime(date, time, Qt::UTC), zone);
}

qint64 instant(QDate date, QTime time, const QTimeZone &zone)
{
    return shared::fromWall(QDateTime(date, time, Qt::UTC), zone).utcMs;
}
}

EventForm EventForm::fromDraft(const EventDraft &draft, const QTimeZone &local)
{
    EventForm form{draft.name,
                   draft.allDay,
                   {},
                   {},
                   {},
                   {},
                   local,
                   local,
                   draft.location,
                   draft.description,
                   draft.colour,
                   draft.participants,
                   draft.reminders,
                   draft.recurrence};
    if (draft.allDay) {
        form.startDate = shared::dateOf(draft.start);
        form.endDate = shared::dateOf(draft.end).addDays(-1);
        form.startTime = QTime(9, 0);
        form.endTime = QTime(10, 0);
        return form;
    }
    form.startZone = zoneOf(draft.start, local);
    form.endZone = zoneOf(draft.end, local);
    const QDateTime start = QDateTime::fromMSecsSinceEpoch(draft.start.utcMs, form.startZone);
    const QDateTime end = QDateTime::fromMSecsSinceEpoch(draft.end.utcMs, form.endZone);
    form.startDate = start.date();
    form.startTime = start.time();
    form.endDate = end.date();
    form.endTime = end.time();
    return form;
}

EventDraft EventForm::toDraft(const EventDraft &base) const
{
    EventDraft draft = base;
    draft.name = name.trimmed();
    draft.allDay = allDay;
    if (allDay) {
        draft.start = shared::fromDate(startDate);
        draft.end = shared::fromDate(endDate.addDays(1));
    } else {
        draft.start = keptOr(base.start, startDate, startTime, startZone);
        draft.end = keptOr(base.end, endDate, endTime, endZone);
    }
    draft.location = location.trimmed();
    draft.description = description;
    draft.colour = colour;
    draft.participants = participants;
    draft.reminders = reminders;
    draft.recurrence = recurrence;
    return draft;
}

qint64 EventForm::minutes() const
{
    if (allDay)
        return (startDate.daysTo(endDate) + 1) * 24 * 60;
    return (instant(endDate, endTime, endZone) - instant(startDate, startTime, startZone)) / 60000;
}

EventForm::Problem EventForm::problem() const
{
    if (name.trimmed().isEmpty())
        return Problem::NoName;
    if (name.trimmed().toUcs4().size() > shared::kMaxEventName)
        return Problem::TooLongName;
    if (minutes() <= 0)
        return Problem::EndBeforeStart;
    if (minutes() > shared::kMaxEventMs / 60000)
        return Problem::TooLong;
    return Problem::None;
}

void EventForm::moveStart(const QDate &date, const QTime &time)
{
    const qint64 length = minutes();
    startDate = date;
    startTime = time;
    if (allDay) {
        endDate = date.addDays(std::max<qint64>(length / (24 * 60) - 1, 0));
        return;
    }
    const qint64 end = instant(date, time, startZone) + std::max<qint64>(length, 0) * 60000;
    const QDateTime there = QDateTime::fromMSecsSinceEpoch(end, endZone);
    endDate = there.date();
    endTime = there.time();
}

void EventForm::repairEnd()
{
    if (allDay) {
        endDate = startDate;
        return;
    }
    const QDateTime there =
        QDateTime::fromMSecsSinceEpoch(instant(startDate, startTime, startZone) + 3600 * 1000, endZone);
    endDate = there.date();
    endTime = there.time();
}

}
