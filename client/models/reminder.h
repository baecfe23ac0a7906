#pragma once

#include "shared/base/ids.h"

#include <QHashFunctions>
#include <QString>

#include <compare>
#include <optional>

namespace hearth::client {

/// Tells one reminder from every other: of which event, for which of its times, how long before. An event
/// that is moved has other ones.
struct ReminderKey {
    shared::EventId event;
    QString start; ///< UTC, "2026-12-10T18:00:00Z"; the date of an all-day event
    int minutes = 0; ///< before the start

    /// For the replica: the three, parted by '/'.
    QString toString() const;
    static std::optional<ReminderKey> fromString(const QString &text);

    friend bool operator==(const ReminderKey &, const ReminderKey &) = default;
    friend size_t qHash(const ReminderKey &key, size_t seed = 0)
    {
        return qHashMulti(seed, key.event, key.start, key.minutes);
    }
};

/// What a person is to be reminded of, with all that is shown of it.
struct Reminder {
    ReminderKey key;
    shared::EventId shown; ///< what a view shows of it: of a series that occurrence
    shared::CalendarId calendar;
    QString title;
    QString location;
    bool allDay = false;
    qint64 startMs = 0; ///< UTC; of an all-day event 00:00 in its calendar's zone
    qint64 endMs = 0;
    qint64 dueMs = 0;
    QString occurrence; ///< of a series: the wall time by its rule; empty for what happens once

    friend bool operator==(const Reminder &, const Reminder &) = default;
};

}
