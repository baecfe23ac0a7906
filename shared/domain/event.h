#pragma once

#include "shared/base/ids.h"
#include "shared/domain/zonedtime.h"

#include <QJsonObject>
#include <QList>
#include <QStringList>

namespace hearth::shared {

enum class Answer { None, Yes, Maybe, No };
enum class EventStatus { Confirmed, Tentative, Cancelled };
/// Whether the time counts as taken (RFC 5545, TRANSP).
enum class Transparency { Opaque, Transparent };
/// RFC 5545's CLASS: to everybody but its participants and its maker, a private event is only a busy time.
enum class Visibility { Public, Private, Confidential };

/// Another time that a participant proposes (RFC 5546, COUNTER).
struct Proposal {
    ZonedTime start;
    ZonedTime end;

    friend bool operator==(const Proposal &, const Proposal &) = default;
};

/// Somebody who takes part: a member (user set) or a person without an account (name only).
struct Participant {
    UserId user; ///< null for a person without an account
    QString name; ///< username, or the person's name
    Answer answer = Answer::None;
    QString email = {}; ///< of a person without an account, may be empty
    QString comment = {}; ///< given with the answer
    std::optional<Proposal> proposal = std::nullopt;

    friend bool operator==(const Participant &, const Participant &) = default;
};

/// What a person decides about an event; everything else the service adds.
struct EventDraft {
    QString name; ///< 1 to 255 characters
    bool allDay = false;
    bool floating = false; ///< the same wall time in every zone; utcMs is as in the calendar's zone
    ZonedTime start;
    ZonedTime end; ///< exclusive; after start, at most five years later
    QString location;
    QString description;
    QString colour; ///< a name of the palette; empty: as the calendar
    QStringList categories;
    EventStatus status = EventStatus::Confirmed;
    QList<Participant> participants;
    QList<int> reminders; ///< minutes before the start
    QString url;
    Transparency transparency = Transparency::Opaque;
    Visibility visibility = Visibility::Public;
    QString recurrence; ///< RRULE, RDATE and EXDATE, a line each (shared/recurrence); empty: happens once
    QString extra; ///< iCalendar properties and components that are not modelled (shared/ical)

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
    EventId series; ///< of a changed instance: the series that it is one of; else null
    ZonedTime originalStart; ///< of a changed instance or an expanded occurrence: where the rule has it

    friend bool operator==(const Event &, const Event &) = default;
};

/// The fields of EventDraft by the names that the JSON API gives them, in which `a` and `b` differ:
/// "event_name", "event_start", "event_end", "all_day", "location", ...
QStringList changedFields(const EventDraft &a, const EventDraft &b);

QString answerName(Answer answer); ///< "none", "yes", "maybe", "no"
std::optional<Answer> answerFromName(QStringView name);
QString eventStatusName(EventStatus status); ///< "confirmed", "tentative", "cancelled"
std::optional<EventStatus> eventStatusFromName(QStringView name);
QString transparencyName(Transparency transparency); ///< "opaque", "transparent"
std::optional<Transparency> transparencyFromName(QStringView name);
QString visibilityName(Visibility visibility); ///< "public", "private", "confidential"
std::optional<Visibility> visibilityFromName(QStringView name);

constexpr qint64 kMaxEventMs = 5LL * 366 * 24 * 3600 * 1000; ///< five years, leap days included
constexpr int kMaxEventName = 255;
constexpr int kMaxCalendarName = 100;
constexpr int kMaxLocation = 1000;
constexpr int kMaxDescription = 50000;
constexpr int kMaxParticipants = 200;
constexpr int kMaxReminders = 20;
constexpr int kMaxCategories = 20;
constexpr int kMaxUrl = 2000;
constexpr int kMaxRecurrence = 20000;
constexpr int kMaxComment = 2000;

/// The draft's own rules: end after start, at most five years, bounds of lists and texts.
Outcome checkDraft(const EventDraft &draft);

}
