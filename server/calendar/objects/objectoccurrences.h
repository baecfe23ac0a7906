#pragma once

#include "server/calendar/objects/objecttable.h"
#include "shared/domain/event.h"

#include <QTimeZone>

namespace hearth::server::calendar {

/// When something happens; the end is exclusive.
struct Period {
    qint64 startMs = 0;
    qint64 endMs = 0;
};

constexpr int kMaxOccurrences = 10'000; ///< of one object
constexpr qint64 kMaxExpandedSize = 16LL * 1024 * 1024; ///< characters of all of them, about

/// The event's own time, without a look at its recurrence: a date is a day of `zone`, the calendar's.
Period periodOf(const shared::Event &event, const QTimeZone &zone);
bool touches(const shared::Event &event, const ObjectTable::Range &range, const QTimeZone &zone);
/// Whether a changed instance's original start lies in the range.
bool wasIn(const shared::Event &instance, const ObjectTable::Range &range, const QTimeZone &zone);

/// When the first event of the object is in the range: a series without the occurrences that were changed. At
/// most `limit` of them.
QList<Period> seriesPeriods(const QList<shared::Event> &object, const ObjectTable::Range &range,
                            const QTimeZone &zone, int limit);
/// Whether the series' event itself (first in the object) has an occurrence in the range.
bool seriesTouches(const QList<shared::Event> &object, const ObjectTable::Range &range,
                   const QTimeZone &zone);
/// The occurrences as events of their own, in UTC and without rules (RFC 4791, 9.6.5).
QList<shared::Event> expanded(const QList<shared::Event> &object, const ObjectTable::Range &range,
                              const QTimeZone &zone);

}
