#pragma once

#include "shared/base/ids.h"
#include "shared/domain/zonedtime.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace hearth::shared {

enum class Answer { None, Yes, Maybe, No };
enum class EventStatus { Confirmed, Tentative, Cancelled };

/// Somebody who takes part: a member (user set) or a person without an account (name only).
struct Participant {
    UserId user; ///< null for a person without an account
    QString name; ///< username, or the person's name
    Answer answer = Answer::None;

    friend bool operator==(const Participant &, const Participant &) = default;
};

/// What a person decides about an event; everything else the service adds.
struct EventDraft {
    QString name; ///< 1 to 255 characters
    bool allDay = false;
    ZonedTime start;
    ZonedTime end; ///< exclusive; after start, at most five years later
    QString location;
    QString description;
    QString colour; ///< a name of the palette; empty: as the calendar
    QStringList categories;
    EventStatus status = EventStatus::Confirmed;
    QList<Participant> participants;
    QList<int> reminders; ///< minutes before the start

    friend bool operator==(const EventDraft &, const EventDraft &) = default;
};

/// An event as the service keeps it.
struct Event : EventDraft {
    EventId id;
    CalendarId calendar;
    QString calendarName;
    QString uid; ///< iCalendar's UID
    qint64 version = 0; ///< the calendar's seq at the last change; its ETag
    UserId createdBy;
    QString createdByName;
    qint64 createdMs = 0;
    QString updatedByName;
    qint64 updatedMs = 0;
    bool deleted = false;

    friend bool operator==(const Event &, const Event &) = default;
};

/// The fields of EventDraft by the names that the JSON API gives them, in which `a` and `b` differ:
/// "event_name", "event_start", "event_end", "all_day", "location", ...
QStringList changedFields(const EventDraft &a, const EventDraft &b);

QString answerName(Answer answer); ///< "none", "yes", "maybe", "no"
std::optional<Answer> answerFromName(QStringView name);
QString eventStatusName(EventStatus status); ///< "confirmed", "tentative", "cancelled"
std::optional<EventStatus> eventStatusFromName(QStringView name);

constexpr qint64 kMaxEventMs = 5LL * 366 * 24 * 3600 * 1000; ///< five years, leap days included
constexpr int kMaxEventName = 255;
constexpr int kMaxCalendarName = 100;
constexpr int kMaxLocation = 1000;
constexpr int kMaxDescription = 50000;
constexpr int kMaxParticipants = 200;
constexpr int kMaxReminders = 20;
constexpr int kMaxCategories = 20;

/// The draft's own rules: end after start, at most five years, bounds of lists and texts.
Outcome checkDraft(const EventDraft &draft);

}
