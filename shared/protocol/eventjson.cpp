#include "shared/protocol/eventjson.h"

#include "shared/base/text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
Error invalid(const QString &message) { return Error{ErrorCode::InvalidArgument, message}; }

QString timeText(const ZonedTime &time, bool allDay) { return allDay ? time.wall : formatUtc(time.utcMs); }

// An all-day event's proposal is days.
QString proposedText(const ZonedTime &time)
{
    return time.wall.size() == 10 ? time.wall : formatUtc(time.utcMs);
}

Result<ZonedTime> readProposed(const QString &text, const QString &what)
{
    return text.size() == 10 ? parseDate(text, what) : parseTime(text, QTimeZone::utc(), what);
}

QJsonArray participantsJson(const QList<Participant> &participants)
{
    QJsonArray array;
    for (const Participant &participant : participants) {
        QJsonObject object{{u"name"_s, participant.name}, {u"answer"_s, answerName(participant.answer)}};
        if (!participant.user.isNull())
            object.insert(u"user_id"_s, participant.user.toString());
        if (!participant.email.isEmpty())
            object.insert(u"email"_s, participant.email);
        if (!participant.comment.isEmpty())
            object.insert(u"comment"_s, participant.comment);
        if (participant.proposal) {
            object.insert(u"proposed_start"_s, proposedText(participant.proposal->start));
            object.insert(u"proposed_end"_s, proposedText(participant.proposal->end));
        }
        array.append(object);
    }
    return array;
}

// Most events have none of these: what is missing has its default.
void insertUnlessDefault(QJsonObject &json, const EventDraft &draft)
{
    if (!draft.url.isEmpty())
        json.insert(u"url"_s, draft.url);
    if (draft.transparency != Transparency::Opaque)
        json.insert(u"transparency"_s, transparencyName(draft.transparency));
    if (draft.visibility != Visibility::Public)
        json.insert(u"visibility"_s, visibilityName(draft.visibility));
    if (!draft.recurrence.isEmpty())
        json.insert(u"recurrence"_s, QJsonArray::fromStringList(draft.recurrence.split(u'\n')));
}

void insertDraft(QJsonObject &json, const EventDraft &draft)
{
    json.insert(u"event_name"_s, draft.name);
    json.insert(u"event_start"_s, timeText(draft.start, draft.allDay));
    json.insert(u"event_end"_s, timeText(draft.end, draft.allDay));
    json.insert(u"all_day"_s, draft.allDay);
    if (!draft.allDay) {
        json.insert(u"time_zone"_s, draft.start.zone);
        json.insert(u"end_time_zone"_s, draft.end.zone);
    }
    json.insert(u"location"_s, draft.location);
    json.insert(u"description"_s, draft.description);
    json.insert(u"colour"_s, draft.colour);
    json.insert(u"categories"_s, QJsonArray::fromStringList(draft.categories));
    json.insert(u"status"_s, eventStatusName(draft.status));
    json.insert(u"participants"_s, participantsJson(draft.participants));
    QJsonArray reminders;
    for (const int minutes : draft.reminders)
        reminders.append(minutes);
    json.insert(u"reminders"_s, reminders);
    if (draft.floating) {
        json.insert(u"floating"_s, true);
        json.insert(u"start_local"_s, draft.start.wall);
        json.insert(u"end_local"_s, draft.end.wall);
    }
    insertUnlessDefault(json, draft);
}

// Which occurrence of its series it is.
void insertOriginal(QJsonObject &json, const ZonedTime &original)
{
    json.insert(u"occurrence"_s, original.wall);
    json.insert(u"original_start"_s, formatUtc(original.utcMs));
    json.insert(u"original_time_zone"_s, original.zone);
}

/// Reads members of a request and remembers the first thing that is wrong with them.
class Reader {
public:
    explicit Reader(const QJsonObject &json)
        : m_json(json)
    {
    }

    bool has(QLatin1StringView name) const { return m_json.contains(name) && !m_json.value(name).isNull(); }
    void string(QLatin1StringView name, QString &target)
    {
        if (!m_json.contains(name))
            return;
        const QJsonValue value = m_json.value(name);
        if (value.isString())
            target = value.toString();
        else if (value.isNull())
            target.clear();
        else
            fail(u"'%1' is not a string."_s.arg(name));
    }
    void boolean(QLatin1StringView name, bool &target)
    {
        if (!has(name))
            return;
        if (m_json.value(name).isBool())
            target = m_json.value(name).toBool();
        else
            fail(u"'%1' is not true or false."_s.arg(name));
    }
    template <class Value, class Parse>
    void choice(QLatin1StringView name, Value &target, Parse parse, const QString &choices)
    {
        if (!has(name))
            return;
        if (const auto value = parse(m_json.value(name).toString()))
            target = *value;
        else
            fail(u"'%1' is %2."_s.arg(name, choices));
    }
    void recurrence(QLatin1StringView name, QString &target)
    {
        QStringList lines = target.split(u'\n', Qt::SkipEmptyParts);
        strings(name, lines);
        target = lines.join(u'\n');
    }
    void strings(QLatin1StringView name, QStringList &target)
    {
        each(
            name,
            [&](const QJsonValue &value, QStringList &list) {
                if (!value.isString())
                    fail(u"'%1' is not a list of strings."_s.arg(name));
                list.append(value.toString().normalized(QString::NormalizationForm_C).trimmed());
            },
            target);
    }
    void minutes(QLatin1StringView name, QList<int> &target)
    {
        each(
            name,
            [&](const QJsonValue &value, QList<int> &list) {
                const double number = value.toDouble(-1);
                if (number < 0 || number > 1e9 || number != std::floor(number))
                    fail(u"'%1' is not a list of minutes."_s.arg(name));
                else
                    list.append(static_cast<int>(number));
            },
            target);
    }
    void participants(QLatin1StringView name, QList<Participant> &target)
    {
        each(
            name, [&](const QJsonValue &value, QList<Participant> &list) { participant(value, list); },
            target);
    }
    void fail(const QString &message)
    {
        if (!m_error)
            m_error = invalid(message);
    }
    const std::optional<Error> &error() const { return m_error; }

private:
    template <class List, class Read> void each(QLatin1StringView name, Read read, List &target)
    {
        if (!m_json.contains(name))
            return;
        const QJsonValue value = m_json.value(name);
        if (!value.isArray() && !value.isNull())
            return fail(u"'%1' is not a list."_s.arg(name));
        List list;
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array)
            read(item, list);
        target = list;
    }
    void participant(const QJsonValue &value, QList<Participant> &list)
    {
        const QJsonObject object = value.toObject();
        Participant participant;
        participant.name = value.isString() ? value.toString() : object.value("name"_L1).toString();
        participant.name = participant.name.normalized(QString::NormalizationForm_C).trimmed();
        if (object.contains("user_id"_L1)) {
            const auto id = UserId::fromString(object.value("user_id"_L1).toString());
            if (!id)
                return fail(u"A participant's 'user_id' is not a UUID."_s);
            participant.user = *id;
        }
        const auto answer = answerFromName(object.value("answer"_L1).toString(u"none"_s));
        if (!answer)
            return fail(u"A participant's 'answer' is none, yes, maybe or no."_s);
        participant.answer = *answer;
        participant.email = object.value("email"_L1).toString();
        participant.comment = object.value("comment"_L1).toString();
        proposal(object, participant);
        list.append(participant);
    }
    void proposal(const QJsonObject &object, Participant &participant)
    {
        if (!object.contains("proposed_start"_L1))
            return;
        const auto start = readProposed(object.value("proposed_start"_L1).toString(), u"'proposed_start'"_s);
        const auto end = readProposed(object.value("proposed_end"_L1).toString(), u"'proposed_end'"_s);
        if (!start || !end)
            return fail((start ? end : start).error().message);
        participant.proposal = {*start, *end};
    }

    const QJsonObject &m_json;
    std::optional<Error> m_error;
};

Result<QTimeZone> zoneMember(const QJsonObject &json, QLatin1StringView name, const QTimeZone &fallback)
{
    const QJsonValue value = json.value(name);
    if (value.isUndefined() || value.isNull() || (value.isString() && value.toString().isEmpty()))
        return fallback;
    if (!value.isString())
        return invalid(u"'%1' is not a string."_s.arg(name));
    return parseZone(value.toString());
}

QTimeZone zoneOr(const ZonedTime &time, const QTimeZone &fallback)
{
    return time.zone.isEmpty() ? fallback : QTimeZone(time.zone.toUtf8());
}

// Both forms are taken for an all-day event: a date, or a time, of which the date counts.
Result<ZonedTime> readTime(const QJsonValue &value, bool allDay, const QTimeZone &zone, const QString &what)
{
    if (!value.isString())
        return invalid(what + u" is missing or not a string."_s);
    const QString text = value.toString();
    if (allDay)
        return parseDate(text.size() > 10 ? text.left(10) : text, what);
    return parseTime(text, zone, what);
}

// A wall time of its own counts more than what the instant is in some zone.
Outcome makeFloating(ZonedTime &time, const QJsonValue &local)
{
    time.zone.clear();
    if (!local.isString())
        return Done{};
    const auto wall = parseTime(local.toString(), QTimeZone::utc(), u"A local time"_s);
    if (!wall)
        return wall.error();
    time.wall = wall->wall;
    return Done{};
}

Outcome patchTimes(EventDraft &draft, const QJsonObject &patch, bool wasAllDay, const QTimeZone &defaultZone)
{
    const bool converted = draft.allDay != wasAllDay;
    if (converted && (!patch.contains("event_start"_L1) || !patch.contains("event_end"_L1)))
        return invalid(u"'event_start' and 'event_end' belong to a change of 'all_day'."_s);
    const auto startZone = zoneMember(patch, "time_zone"_L1, zoneOr(draft.start, defaultZone));
    if (!startZone)
        return startZone.error();
    const bool zoneGiven = patch.contains("time_zone"_L1);
    const auto endZone =
        zoneMember(patch, "end_time_zone"_L1, zoneGiven ? *startZone : zoneOr(draft.end, *startZone));
    if (!endZone)
        return endZone.error();
    const auto apply = [&](QLatin1StringView member, QLatin1StringView local, ZonedTime &time,
                           const QTimeZone &zone, const QString &what) -> Outcome {
        if (patch.contains(member)) {
            auto parsed = readTime(patch.value(member), draft.allDay, zone, what);
            if (!parsed)
                return parsed.error();
            time = *parsed;
        } else if (!draft.allDay && !draft.floating) {
            time = fromUtc(time.utcMs, zone);
        }
        return draft.floating ? makeFloating(time, patch.value(local)) : Outcome(Done{});
    };
    if (auto start = apply("event_start"_L1, "start_local"_L1, draft.start, *startZone, u"'event_start'"_s);
        !start)
        return start;
    return apply("event_end"_L1, "end_local"_L1, draft.end, *endZone, u"'event_end'"_s);
}
}

namespace {
ZonedTime originalOf(const QJsonObject &json)
{
    const QString wall = json.value("occurrence"_L1).toString();
    const auto at =
        parseTime(json.value("original_start"_L1).toString(), QTimeZone::utc(), u"'original_start'"_s);
    return wall.isEmpty() || !at ? ZonedTime{}
                                 : ZonedTime{at->utcMs, wall, json.value("original_time_zone"_L1).toString()};
}
}

QJsonObject toJson(const Event &event)
{
    QJsonObject json{
        {u"id"_s, event.id.toString()},
        {u"calendar_id"_s, event.calendar.toString()},
        {u"calendar_name"_s, event.calendarName},
        {u"uid"_s, event.uid},
        {u"version"_s, event.version},
        {u"created_by"_s, event.createdByName},
        {u"created_at"_s, formatUtc(event.createdMs)},
        {u"updated_by"_s, event.updatedByName},
        {u"updated_at"_s, formatUtc(event.updatedMs)},
    };
    if (!event.createdBy.isNull())
        json.insert(u"created_by_id"_s, event.createdBy.toString());
    if (!event.series.isNull())
        json.insert(u"series_id"_s, event.series.toString());
    if (!event.originalStart.wall.isEmpty())
        insertOriginal(json, event.originalStart);
    insertDraft(json, event);
    return json;
}

Result<Event> eventFromJson(const QJsonObject &json)
{
    const auto id = EventId::fromString(json.value("id"_L1).toString());
    const auto calendar = CalendarId::fromString(json.value("calendar_id"_L1).toString());
    if (!id || !calendar)
        return invalid(u"The event has no id."_s);
    auto draft = parseDraft(json, QTimeZone::utc());
    if (!draft)
        return draft.error();
    Event event;
    static_cast<EventDraft &>(event) = *draft;
    event.id = *id;
    event.calendar = *calendar;
    event.calendarName = json.value("calendar_name"_L1).toString();
    event.uid = json.value("uid"_L1).toString();
    event.version = json.value("version"_L1).toInteger();
    event.createdByName = json.value("created_by"_L1).toString();
    if (const auto user = UserId::fromString(json.value("created_by_id"_L1).toString()))
        event.createdBy = *user;
    event.updatedByName = json.value("updated_by"_L1).toString();
    const auto created =
        parseTime(json.value("created_at"_L1).toString(), QTimeZone::utc(), u"'created_at'"_s);
    const auto updated =
        parseTime(json.value("updated_at"_L1).toString(), QTimeZone::utc(), u"'updated_at'"_s);
    if (const auto series = EventId::fromString(json.value("series_id"_L1).toString()))
        event.series = *series;
    event.originalStart = originalOf(json);
    event.createdMs = created ? created->utcMs : 0;
    event.updatedMs = updated ? updated->utcMs : 0;
    return event;
}

Result<EventDraft> parseDraft(const QJsonObject &json, const QTimeZone &defaultZone)
{
    if (!json.contains("event_name"_L1))
        return invalid(u"'event_name' is missing."_s);
    if (!json.contains("event_start"_L1) || !json.contains("event_end"_L1))
        return invalid(u"'event_start' or 'event_end' is missing."_s);
    return patchDraft(EventDraft{}, json, defaultZone);
}

Result<EventDraft> patchDraft(const EventDraft &base, const QJsonObject &patch, const QTimeZone &defaultZone)
{
    EventDraft draft = base;
    Reader reader(patch);
    reader.string("event_name"_L1, draft.name);
    reader.boolean("all_day"_L1, draft.allDay);
    reader.string("location"_L1, draft.location);
    reader.string("description"_L1, draft.description);
    reader.string("colour"_L1, draft.colour);
    reader.strings("categories"_L1, draft.categories);
    reader.choice("status"_L1, draft.status, eventStatusFromName, u"confirmed, tentative or cancelled"_s);
    reader.participants("participants"_L1, draft.participants);
    reader.minutes("reminders"_L1, draft.reminders);
    reader.boolean("floating"_L1, draft.floating);
    reader.string("url"_L1, draft.url);
    reader.choice("transparency"_L1, draft.transparency, transparencyFromName, u"opaque or transparent"_s);
    reader.choice("visibility"_L1, draft.visibility, visibilityFromName,
                  u"public, private or confidential"_s);
    reader.recurrence("recurrence"_L1, draft.recurrence);
    if (reader.error())
        return *reader.error();
    auto name = parseName(draft.name, kMaxEventName, u"The event name"_s);
    if (!name)
        return name.error();
    draft.name = *name;
    if (auto times = patchTimes(draft, patch, base.allDay, defaultZone); !times)
        return times.error();
    if (auto checked = checkDraft(draft); !checked)
        return checked.error();
    return draft;
}

QJsonObject draftToJson(const EventDraft &draft)
{
    QJsonObject json;
    insertDraft(json, draft);
    return json;
}

QByteArray eventListJson(const QList<Event> &events, const QString &nextCursor)
{
    QJsonArray array;
    for (const Event &event : events)
        array.append(toJson(event));
    QJsonObject list{{u"events"_s, array}};
    if (!nextCursor.isEmpty())
        list.insert(u"next_cursor"_s, nextCursor);
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

}
