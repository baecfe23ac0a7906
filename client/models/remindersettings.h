#pragma once

#include "shared/base/ids.h"
#include "shared/domain/event.h"

#include <QHash>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace hearth::client {

/// Minutes before the start; nothing: what holds further out.
using OwnMinutes = std::optional<QList<int>>;

/// Reminders of timed and of all-day events.
struct ReminderDefaults {
    OwnMinutes timed;
    OwnMinutes allDay;

    const OwnMinutes &of(const shared::EventDraft &event) const { return event.allDay ? allDay : timed; }
    /// {"reminders", "all_day_reminders"}
    QJsonObject toJson() const;
    friend bool operator==(const ReminderDefaults &, const ReminderDefaults &) = default;
};

/// By what a person is reminded in one calendar, as the server keeps it (GET .../reminders).
struct ReminderSettings {
    struct OfEvent {
        OwnMinutes own;
        bool muted = false;
        friend bool operator==(const OfEvent &, const OfEvent &) = default;
    };

    ReminderDefaults calendar;
    ReminderDefaults own;
    bool muted = false;
    QHash<shared::EventId, OfEvent> events; ///< an event or a series
    QHash<QString, QString> claims; ///< chore -> username of who has got it

    /// Whatever of it can be read.
    static ReminderSettings fromJson(const QJsonObject &json);
    /// The body of PUT .../reminder-settings.
    QJsonObject ownToJson() const;

    /// What claims are known by; `occurrence` is empty for what happens once.
    static QString chore(shared::EventId event, const QString &occurrence);
    /// The event's own settings of the person, or its series'.
    OfEvent of(const shared::Event &event) const;
    /// By how many minutes the person is reminded of it: muted; one's own; the event's; one's own for the
    /// calendar; the calendar's.
    QList<int> minutesOf(const shared::Event &event) const;

    friend bool operator==(const ReminderSettings &, const ReminderSettings &) = default;
};

}
