#pragma once

#include "shared/domain/event.h"

#include <QDateTime>
#include <QTimeZone>

namespace hearth::client::ui {

/// A span as the views show it, in wall time of the index's zone. Its QDateTimes carry Qt::UTC, so that
/// arithmetic on them is arithmetic on the wall; for whole days they are midnights.
struct WallSpan {
    QDateTime start;
    QDateTime end; ///< exclusive
    bool allDay = false;

    QDate firstDay() const { return start.date(); }
    QDate lastDay() const; ///< inclusive
    /// Whole days, or a day and longer: stands in the strip above the time grid.
    bool isBar() const { return allDay || start.msecsTo(end) >= 24LL * 3600 * 1000; }

    friend bool operator==(const WallSpan &, const WallSpan &) = default;
};

/// The wall time `minute` minutes after that day's midnight; 1440 is the next one's.
QDateTime wallTime(QDate day, int minute = 0);
int minuteOfDay(const QDateTime &wall);

/// Whole days, both included, in any order.
WallSpan daySpan(QDate a, QDate b);
/// Where an event stands in `zone`.
WallSpan spanOf(const shared::EventDraft &draft, const QTimeZone &zone);
/// The instant in `zone` as wall time.
QDateTime wallOf(qint64 utcMs, const QTimeZone &zone);

/// The draft brought from where it stands to `to`. A moved event keeps its own zone and the length that its
/// wall clock shows (19:00 – 21:00 stays two hours on the clock, also across a change of the clocks); a
/// resized one keeps the end that wasn't touched.
shared::EventDraft broughtTo(const shared::EventDraft &draft, const WallSpan &to, const QTimeZone &zone);
/// A draft with these times and nothing else.
shared::EventDraft draftAt(const WallSpan &span, const QTimeZone &zone);

}
