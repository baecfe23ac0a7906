#pragma once

#include <QDate>

namespace hearth::client::ui {

/// The ways to look at the calendar.
enum class ViewKind { Day, ThreeDays, WorkWeek, Week, Month, Agenda };

/// Days, both ends included.
struct DateRange {
    QDate first;
    QDate last;

    bool contains(QDate day) const { return first <= day && day <= last; }
    bool touches(QDate from, QDate to) const { return first <= to && from <= last; }
    int days() const { return int(first.daysTo(last)) + 1; }

    friend bool operator==(const DateRange &, const DateRange &) = default;
};

}
