#include "shared/domain/event.h"

#include "shared/base/text.h"

#include <algorithm>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMaxReminderMinutes = 366 * 24 * 60;
constexpr int kMaxCategoryLength = 100;
constexpr int kMaxPersonName = 100;

Error invalid(const QString &message, const QString &reason)
{
    return Error{ErrorCode::InvalidArgument, message, reason};
}

Outcome checkTimes(const EventDraft &draft)
{
    if (draft.end.utcMs <= draft.start.utcMs)
        return invalid(u"The event ends before it starts."_s, u"end_before_start"_s);
    if (draft.end.utcMs - draft.start.utcMs > kMaxEventMs)
        return invalid(u"The event lasts longer than five years."_s, u"too_long"_s);
    return Done{};
}

/// The one of `values` that has the name.
template <class Value>
std::optional<Value> valueOf(std::initializer_list<Value> values, QString (*nameOf)(Value), QStringView name)
{
    const auto found =
        std::find_if(values.begin(), values.end(), [&](Value value) { return name == nameOf(value); });
    return found == values.end() ? std::nullopt : std::optional(*found);
}

bool hasControlCharacter(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        return c.category() == QChar::Other_Control && c != u'\n' && c != u'\t' && c != u'\r';
    });
}

bool hasLineEnd(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        return c == u'\n' || c == u'\r' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
    });
}

Outcome checkLists(const EventDraft &draft)
{
    if (draft.participants.size() > kMaxParticipants)
        return invalid(u"There are too many participants."_s, u"too_many_participants"_s);
    if (draft.reminders.size() > kMaxReminders)
        return invalid(u"There are too many reminders."_s, u"too_many_reminders"_s);
    for (const int minutes : draft.reminders)
        if (minutes < 0 || minutes > kMaxReminderMinutes)
            return invalid(u"A reminder is 0 minutes to a year before the start."_s, u"invalid_reminder"_s);
    if (draft.categories.size() > kMaxCategories)
        return invalid(u"There are too many categories."_s, u"too_many_categories"_s);
    for (const QString &category : draft.categories)
        if (const auto name = parseName(category, kMaxCategoryLength, u"A category"_s); !name)
            return name.error();
    for (const Participant &participant : draft.participants) {
        if (const auto name = parseName(participant.name, kMaxPersonName, u"A participant's name"_s); !name)
            return name.error();
        if (participant.email.size() > kMaxPersonName * 3 || hasLineEnd(participant.email)
            || hasControlCharacter(participant.email) || participant.comment.size() > kMaxComment
            || hasControlCharacter(participant.comment))
            return invalid(
                u"A participant's address or comment is too long or contains control characters."_s,
                u"invalid_participant"_s);
    }
    return Done{};
}
}

QStringList changedFields(const EventDraft &a, const EventDraft &b)
{
    QStringList fields;
    const auto note = [&fields](bool differs, const QString &name) {
        if (differs)
            fields.append(name);
    };
    note(a.name != b.name, u"event_name"_s);
    note(a.start != b.start, u"event_start"_s);
    note(a.end != b.end, u"event_end"_s);
    note(a.allDay != b.allDay, u"all_day"_s);
    note(a.location != b.location, u"location"_s);
    note(a.description != b.description, u"description"_s);
    note(a.colour != b.colour, u"colour"_s);
    note(a.categories != b.categories, u"categories"_s);
    note(a.status != b.status, u"status"_s);
    note(a.participants != b.participants, u"participants"_s);
    note(a.reminders != b.reminders, u"reminders"_s);
    note(a.floating != b.floating, u"floating"_s);
    note(a.url != b.url, u"url"_s);
    note(a.transparency != b.transparency, u"transparency"_s);
    note(a.visibility != b.visibility, u"visibility"_s);
    note(a.recurrence != b.recurrence, u"recurrence"_s);
    return fields;
}

QString answerName(Answer answer)
{
    switch (answer) {
    case Answer::None:
        return u"none"_s;
    case Answer::Yes:
        return u"yes"_s;
    case Answer::Maybe:
        return u"maybe"_s;
    case Answer::No:
        return u"no"_s;
    }
    Q_UNREACHABLE();
}

std::optional<Answer> answerFromName(QStringView name)
{
    return valueOf({Answer::None, Answer::Yes, Answer::Maybe, Answer::No}, answerName, name);
}

QString eventStatusName(EventStatus status)
{
    switch (status) {
    case EventStatus::Confirmed:
        return u"confirmed"_s;
    case EventStatus::Tentative:
        return u"tentative"_s;
    case EventStatus::Cancelled:
        return u"cancelled"_s;
    }
    Q_UNREACHABLE();
}

std::optional<EventStatus> eventStatusFromName(QStringView name)
{
    return valueOf({EventStatus::Confirmed, EventStatus::Tentative, EventStatus::Cancelled}, eventStatusName,
                   name);
}

QString transparencyName(Transparency transparency)
{
    switch (transparency) {
    case Transparency::Opaque:
        return u"opaque"_s;
    case Transparency::Transparent:
        return u"transparent"_s;
    }
    Q_UNREACHABLE();
}

std::optional<Transparency> transparencyFromName(QStringView name)
{
    return valueOf({Transparency::Opaque, Transparency::Transparent}, transparencyName, name);
}

QString visibilityName(Visibility visibility)
{
    switch (visibility) {
    case Visibility::Public:
        return u"public"_s;
    case Visibility::Private:
        return u"private"_s;
    case Visibility::Confidential:
        return u"confidential"_s;
    }
    Q_UNREACHABLE();
}

std::optional<Visibility> visibilityFromName(QStringView name)
{
    return valueOf({Visibility::Public, Visibility::Private, Visibility::Confidential}, visibilityName, name);
}

Outcome checkDraft(const EventDraft &draft)
{
    if (const auto name = parseName(draft.name, kMaxEventName, u"The event name"_s); !name)
        return name.error();
    if (draft.location.size() > kMaxLocation || hasControlCharacter(draft.location))
        return invalid(u"The location is too long or contains control characters."_s, u"invalid_location"_s);
    if (draft.description.size() > kMaxDescription || hasControlCharacter(draft.description))
        return invalid(u"The description is too long or contains control characters."_s,
                       u"invalid_description"_s);
    if (draft.url.size() > kMaxUrl || hasControlCharacter(draft.url))
        return invalid(u"The URL is too long or contains control characters."_s, u"invalid_url"_s);
    if (draft.recurrence.size() > kMaxRecurrence)
        return invalid(u"The rules of the recurrence are too long."_s, u"invalid_recurrence"_s);
    if (draft.allDay && draft.floating)
        return invalid(u"An all-day event floats already."_s, u"invalid_floating"_s);
    if (const auto times = checkTimes(draft); !times)
        return times;
    return checkLists(draft);
}

}
