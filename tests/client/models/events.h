#pragma once

#include "client/models/calendarlist.h"
#include "client/models/eventindex.h"
#include "client/models/seriesview.h"

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

/// What a sink does with an edit of a series, where all that there is is the index.
inline void apply(client::EventIndex &index, const shared::Result<shared::SeriesChange> &change)
{
    if (!change)
        return;
    QList<client::EventItem> puts;
    for (const shared::SeriesPut &put : change->puts) {
        client::EventItem item;
        static_cast<shared::Event &>(item) = put.event;
        puts.append(item);
    }
    index.apply(puts, change->deletes);
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
