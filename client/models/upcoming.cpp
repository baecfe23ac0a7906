#include "client/models/upcoming.h"

#include "client/models/eventindex.h"

namespace hearth::client {

namespace {
constexpr int kDays = 7;
}

std::optional<Reminder> upcoming(const EventIndex &events, qint64 nowMs)
{
    const QDate today = QDateTime::fromMSecsSinceEpoch(nowMs, events.zone()).date();
    const auto occurrences = events.occurrences(today, today.addDays(kDays));
    for (const Occurrence &occurrence : occurrences) {
        const EventItem &event = *occurrence.event;
        if (event.allDay || occurrence.endMs <= nowMs || event.status == shared::EventStatus::Cancelled
            || event.myAnswer == shared::Answer::No)
            continue;
        Reminder next;
        next.key = {event.id, shared::formatUtc(occurrence.startMs), 0};
        next.shown = occurrence.id;
        next.calendar = event.calendar;
        next.title = event.name;
        next.location = event.location;
        next.startMs = occurrence.startMs;
        next.endMs = occurrence.endMs;
        next.dueMs = occurrence.startMs;
        return next;
    }
    return std::nullopt;
}

}
