#pragma once

#include "client/models/eventindex.h"

namespace hearth::tests {

/// An event for the tests of the models, with a new id.
inline client::EventItem timedEvent(const QString &name, qint64 startMs, qint64 minutes,
                                    shared::CalendarId calendar = {})
{
    client::EventItem item;
    item.id = shared::EventId{QUuid::createUuid()};
    item.calendar = calendar;
    item.name = name;
    item.start = shared::fromUtc(startMs, QTimeZone::utc());
    item.end = shared::fromUtc(startMs + minutes * 60'000, QTimeZone::utc());
    return item;
}

inline client::EventItem allDayEvent(const QString &name, QDate first, int days,
                                     shared::CalendarId calendar = {})
{
    client::EventItem item;
    item.id = shared::EventId{QUuid::createUuid()};
    item.calendar = calendar;
    item.name = name;
    item.allDay = true;
    item.start = shared::fromDate(first);
    item.end = shared::fromDate(first.addDays(days));
    return item;
}

}
