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

QJsonArray participantsJson(const QList<Participant> &participants)
{
    QJsonArray array;
    for (const Participant &participant : participants) {
        QJsonObject object{{u"name"_s, participant.name}, {u"answer"_s, answerName(participant.answer)}};
        if (!participant.user.isNull())
            object.insert(u"user_id"_s, participant.user.toString());
        array.append(object);
    }
    return array;
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
        list.append(participant);
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
    const auto apply = [&](QLatin1StringView member, ZonedTime &time, const QTimeZone &zone,
                           const QString &what) -> Outcome {
        if (patch.contains(member)) {
            auto parsed = readTime(patch.value(member), draft.allDay, zone, what);
            if (!parsed)
                return parsed.error();
            time = *parsed;
        } else if (!draft.allDay) {
            time = fromUtc(time.utcMs, zone);
        }
        return Done{};
    };
    if (auto start = apply("event_start"_L1, draft.start, *startZone, u"'event_start'"_s); !start)
        return start;
    return apply("event_end"_L1, draft.end, *endZone, u"'event_end'"_s);
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
    QString status = eventStatusName(draft.status);
    reader.string("event_name"_L1, draft.name);
    reader.boolean("all_day"_L1, draft.allDay);
    reader.string("location"_L1, draft.location);
    reader.string("description"_L1, draft.description);
    reader.string("colour"_L1, draft.colour);
    reader.strings("categories"_L1, draft.categories);
    reader.string("status"_L1, status);
    reader.participants("participants"_L1, draft.participants);
    reader.minutes("reminders"_L1, draft.reminders);
    if (reader.error())
        return *reader.error();
    const auto parsedStatus = eventStatusFromName(status);
    if (!parsedStatus)
        return invalid(u"'status' is confirmed, tentative or cancelled."_s);
    draft.status = *parsedStatus;
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
