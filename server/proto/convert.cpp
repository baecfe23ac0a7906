#include "server/proto/convert.h"

namespace hearth::server {

namespace {
calendar::ZonedTime toProto(const shared::ZonedTime &time)
{
    calendar::ZonedTime out;
    out.set_utc_ms(time.utcMs);
    out.set_wall(utf8(time.wall));
    out.set_zone(utf8(time.zone));
    return out;
}

shared::ZonedTime fromProto(const calendar::ZonedTime &time)
{
    return {time.utc_ms(), fromUtf8(time.wall()), fromUtf8(time.zone())};
}

void writeDraft(const shared::EventDraft &draft, calendar::EventDraft &out)
{
    out.set_name(utf8(draft.name));
    out.set_all_day(draft.allDay);
    *out.mutable_start() = toProto(draft.start);
    *out.mutable_end() = toProto(draft.end);
    out.set_location(utf8(draft.location));
    out.set_description(utf8(draft.description));
    out.set_colour(utf8(draft.colour));
    for (const QString &category : draft.categories)
        out.add_categories(utf8(category));
    out.set_status(static_cast<int>(draft.status));
    for (const shared::Participant &participant : draft.participants) {
        calendar::Participant &added = *out.add_participants();
        added.set_user_id(idBytes(participant.user));
        added.set_name(utf8(participant.name));
        added.set_answer(static_cast<int>(participant.answer));
        added.set_email(utf8(participant.email));
        added.set_comment(utf8(participant.comment));
        if (participant.proposal) {
            *added.mutable_proposed_start() = toProto(participant.proposal->start);
            *added.mutable_proposed_end() = toProto(participant.proposal->end);
        }
    }
    for (const int minutes : draft.reminders)
        out.add_reminders(minutes);
    out.set_floating(draft.floating);
    out.set_url(utf8(draft.url));
    out.set_transparency(static_cast<int>(draft.transparency));
    out.set_visibility(static_cast<int>(draft.visibility));
    out.set_recurrence(utf8(draft.recurrence));
    out.set_extra(utf8(draft.extra));
}

shared::Participant fromProto(const calendar::Participant &in)
{
    shared::Participant participant{idFromBytes<shared::UserId>(in.user_id()), fromUtf8(in.name()),
                                    static_cast<shared::Answer>(in.answer()), fromUtf8(in.email()),
                                    fromUtf8(in.comment())};
    if (in.has_proposed_start())
        participant.proposal = {fromProto(in.proposed_start()), fromProto(in.proposed_end())};
    return participant;
}

void readDraft(const calendar::EventDraft &in, shared::EventDraft &draft)
{
    draft.name = fromUtf8(in.name());
    draft.allDay = in.all_day();
    draft.start = fromProto(in.start());
    draft.end = fromProto(in.end());
    draft.location = fromUtf8(in.location());
    draft.description = fromUtf8(in.description());
    draft.colour = fromUtf8(in.colour());
    for (const std::string &category : in.categories())
        draft.categories.append(fromUtf8(category));
    draft.status = static_cast<shared::EventStatus>(in.status());
    for (const calendar::Participant &participant : in.participants())
        draft.participants.append(fromProto(participant));
    for (const int minutes : in.reminders())
        draft.reminders.append(minutes);
    draft.floating = in.floating();
    draft.url = fromUtf8(in.url());
    draft.transparency = static_cast<shared::Transparency>(in.transparency());
    draft.visibility = static_cast<shared::Visibility>(in.visibility());
    draft.recurrence = fromUtf8(in.recurrence());
    draft.extra = fromUtf8(in.extra());
}
}

std::string uuidBytes(const QUuid &uuid)
{
    return uuid.isNull() ? std::string() : uuid.toRfc4122().toStdString();
}

QUuid uuidFromBytes(const std::string &bytes)
{
    return QUuid::fromRfc4122(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
}

calendar::Event toProto(const shared::Event &event)
{
    calendar::Event out;
    writeDraft(event, *out.mutable_draft());
    out.set_id(idBytes(event.id));
    out.set_calendar_id(idBytes(event.calendar));
    out.set_calendar_name(utf8(event.calendarName));
    out.set_uid(utf8(event.uid));
    out.set_version(event.version);
    out.set_created_by(idBytes(event.createdBy));
    out.set_created_by_name(utf8(event.createdByName));
    out.set_created_ms(event.createdMs);
    out.set_updated_by_name(utf8(event.updatedByName));
    out.set_updated_ms(event.updatedMs);
    out.set_deleted(event.deleted);
    out.set_series_id(idBytes(event.series));
    if (!event.originalStart.wall.isEmpty())
        *out.mutable_original_start() = toProto(event.originalStart);
    return out;
}

shared::Event fromProto(const calendar::Event &in)
{
    shared::Event event;
    readDraft(in.draft(), event);
    event.id = idFromBytes<shared::EventId>(in.id());
    event.calendar = idFromBytes<shared::CalendarId>(in.calendar_id());
    event.calendarName = fromUtf8(in.calendar_name());
    event.uid = fromUtf8(in.uid());
    event.version = in.version();
    event.createdBy = idFromBytes<shared::UserId>(in.created_by());
    event.createdByName = fromUtf8(in.created_by_name());
    event.createdMs = in.created_ms();
    event.updatedByName = fromUtf8(in.updated_by_name());
    event.updatedMs = in.updated_ms();
    event.deleted = in.deleted();
    event.series = idFromBytes<shared::EventId>(in.series_id());
    if (in.has_original_start())
        event.originalStart = fromProto(in.original_start());
    return event;
}

calendar::Calendar toProto(const shared::Calendar &in)
{
    calendar::Calendar out;
    out.set_id(idBytes(in.id));
    out.set_name(utf8(in.name));
    out.set_colour(utf8(in.colour));
    out.set_time_zone(utf8(in.timeZone));
    out.set_role(static_cast<int>(in.role));
    out.set_seq(in.seq);
    out.set_version(in.version);
    out.set_created_ms(in.createdMs);
    out.set_has_password(in.hasPassword);
    out.set_subscribed(in.subscribed);
    return out;
}

shared::Calendar fromProto(const calendar::Calendar &in)
{
    return {idFromBytes<shared::CalendarId>(in.id()),
            fromUtf8(in.name()),
            fromUtf8(in.colour()),
            fromUtf8(in.time_zone()),
            static_cast<shared::Role>(in.role()),
            in.seq(),
            in.version(),
            in.created_ms(),
            in.has_password(),
            in.subscribed()};
}

calendar::Member toProto(const shared::Member &in)
{
    calendar::Member out;
    out.set_user_id(idBytes(in.user));
    out.set_username(utf8(in.username));
    out.set_role(static_cast<int>(in.role));
    out.set_joined_ms(in.joinedMs);
    return out;
}

shared::Member fromProto(const calendar::Member &in)
{
    return {idFromBytes<shared::UserId>(in.user_id()), fromUtf8(in.username()),
            static_cast<shared::Role>(in.role()), in.joined_ms()};
}

calendar::Change toProto(const shared::Change &in)
{
    calendar::Change out;
    out.set_calendar_id(idBytes(in.calendar));
    out.set_seq(in.seq);
    out.set_kind(static_cast<int>(in.kind));
    out.set_at_ms(in.atMs);
    out.set_actor(idBytes(in.actor));
    out.set_actor_name(utf8(in.actorName));
    out.set_entity(uuidBytes(in.entity));
    out.set_data(in.data.toStdString());
    return out;
}

shared::Change fromProto(const calendar::Change &in)
{
    return {idFromBytes<shared::CalendarId>(in.calendar_id()),
            in.seq(),
            static_cast<shared::ChangeKind>(in.kind()),
            in.at_ms(),
            idFromBytes<shared::UserId>(in.actor()),
            fromUtf8(in.actor_name()),
            uuidFromBytes(in.entity()),
            QByteArray::fromStdString(in.data())};
}

}
