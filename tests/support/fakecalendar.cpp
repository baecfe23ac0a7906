#include "tests/support/fakecalendar.h"

#include "server/proto/convert.h"
#include "shared/base/text.h"
#include "shared/protocol/calendarjson.h"
#include "shared/protocol/eventjson.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hearth::tests {

using namespace Qt::StringLiterals;
using namespace hearth::server;
using shared::CalendarId;
using shared::Change;
using shared::ChangeKind;
using shared::Error;
using shared::ErrorCode;
using shared::EventId;
using shared::Member;
using shared::Result;
using shared::Role;
using shared::UserId;

namespace {
Error noSuchCalendar()
{
    return {ErrorCode::NotFound, u"There is no such calendar."_s, u"no_such_calendar"_s};
}

QJsonObject objectOf(const std::string &json)
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
}

Error changedMeanwhile(const shared::Event &event)
{
    const QJsonObject details{{u"event"_s, shared::toJson(event)}};
    return {ErrorCode::PreconditionFailed, u"The event has been changed meanwhile."_s, u"version_mismatch"_s,
            0, QJsonDocument(details).toJson(QJsonDocument::Compact)};
}
}

FakeCalendar::FakeCalendar(const shared::Clock &clock)
    : m_clock(clock)
    , m_objects(roomsForObjects())
{
    messagesPart.onPost(
        [this](const CallContext &call, const calendar::PostMessageRequest &request,
               const Reply<calendar::PostMessageResponse> &reply) { postMessage(call, request, reply); });
}

FakeObjects::Rooms FakeCalendar::roomsForObjects()
{
    FakeObjects::Rooms rooms;
    rooms.enter = [this](const CallContext &call,
                         const calendar::CalendarRef &ref) -> Result<shared::Calendar> {
        const std::lock_guard lock(m_mutex);
        const auto room = enter(call, ref);
        return room ? Result<shared::Calendar>(seenBy(**room, call.user)) : room.error();
    };
    rooms.touch = [this](const CallContext &call, CalendarId calendar) {
        const std::lock_guard lock(m_mutex);
        return commit(m_rooms[calendar], ChangeKind::EventUpdated, call, shared::newUuid(m_clock), {}).seq;
    };
    rooms.trimmed = [this](CalendarId calendar) {
        const std::lock_guard lock(m_mutex);
        return m_rooms[calendar].trimmed;
    };
    return rooms;
}

CalendarId FakeCalendar::addCalendar(const QString &name, UserId owner, const QString &ownerName,
                                     const QString &password, CalendarId wanted)
{
    const std::lock_guard lock(m_mutex);
    const auto id = wanted.isNull() ? shared::newId<CalendarId>(m_clock) : wanted;
    Room room;
    room.calendar = {id, name, u"sky"_s, u"UTC"_s, Role::Owner, 1, 1, m_clock.nowMs(), !password.isEmpty()};
    room.password = password;
    room.members.insert(owner, {owner, ownerName, Role::Owner, m_clock.nowMs()});
    room.trimmed = 1;
    m_rooms.insert(id, room);
    return id;
}

void FakeCalendar::addMember(CalendarId calendar, UserId user, const QString &username, Role role)
{
    const std::lock_guard lock(m_mutex);
    Room &room = m_rooms[calendar];
    const Member member{user, username, role, m_clock.nowMs()};
    room.members.insert(user, member);
    commit(room, ChangeKind::MemberJoined, {{}, user, username, {}, 0}, user.value, shared::toJson(member));
}

void FakeCalendar::removeMember(CalendarId calendar, UserId user)
{
    const std::lock_guard lock(m_mutex);
    Room &room = m_rooms[calendar];
    const Member member = room.members.take(user);
    commit(room, ChangeKind::MemberLeft, {}, user.value, shared::toJson(member));
}

shared::Event FakeCalendar::addEvent(CalendarId calendar, const QString &name)
{
    const std::lock_guard lock(m_mutex);
    Room &room = m_rooms[calendar];
    shared::Event event;
    event.id = shared::newId<EventId>(m_clock);
    event.calendar = calendar;
    event.calendarName = room.calendar.name;
    event.name = name;
    event.start = shared::fromUtc(m_clock.nowMs(), QTimeZone::utc());
    event.end = shared::fromUtc(m_clock.nowMs() + 3'600'000, QTimeZone::utc());
    event.createdByName = u"somebody"_s;
    room.events.insert(event.id, event);
    touch(room, room.events[event.id], ChangeKind::EventCreated, {});
    return room.events[event.id];
}

CalendarId FakeCalendar::idOf(const QString &name) const
{
    const std::lock_guard lock(m_mutex);
    for (const Room &room : m_rooms)
        if (room.calendar.name == name)
            return room.calendar.id;
    return {};
}

qint64 FakeCalendar::seqOf(CalendarId calendar) const
{
    const std::lock_guard lock(m_mutex);
    return m_rooms.value(calendar).calendar.seq;
}

void FakeCalendar::failWith(std::optional<Error> error)
{
    const std::lock_guard lock(m_mutex);
    m_failure = std::move(error);
}

void FakeCalendar::repeat(CalendarId calendar, qint64 seq)
{
    const std::lock_guard lock(m_mutex);
    calendar::WatchChangesResponse item;
    for (const Change &change : std::as_const(m_rooms[calendar].log))
        if (change.seq == seq)
            *item.add_changes() = toProto(change);
    m_stream.send(item);
}

void FakeCalendar::trim(CalendarId calendar, qint64 seq)
{
    const std::lock_guard lock(m_mutex);
    Room &room = m_rooms[calendar];
    room.trimmed = seq;
    room.log.removeIf([seq](const Change &change) { return change.seq <= seq; });
}

void FakeCalendar::tell(UserId user, qint64 number, const QString &event, const QJsonObject &data)
{
    setPersonalNumber(user, number);
    calendar::WatchChangesResponse item;
    calendar::PersonalFrame &frame = *item.add_frames();
    frame.set_user_id(idBytes(user));
    frame.set_number(number);
    frame.set_event(utf8(event));
    frame.set_data(QJsonDocument(data).toJson(QJsonDocument::Compact).toStdString());
    m_stream.send(item);
}

void FakeCalendar::setPersonalNumber(UserId user, qint64 number)
{
    const std::lock_guard lock(m_mutex);
    m_personal.insert(user, number);
}

void FakeCalendar::endStreams() { m_stream.end({ErrorCode::Unavailable, u"The service is away."_s}); }

CallContext FakeCalendar::lastCall() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastCall;
}

calendar::CreateEventRequest FakeCalendar::lastCreate() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastCreate;
}

calendar::UpdateEventRequest FakeCalendar::lastUpdate() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastUpdate;
}

template <class Response> bool FakeCalendar::begin(const CallContext &call, const Reply<Response> &reply)
{
    std::optional<Error> failure;
    {
        const std::lock_guard lock(m_mutex);
        m_lastCall = call;
        failure = m_failure;
        if (m_silent)
            m_unanswered.push_back(std::make_shared<Reply<Response>>(reply));
    }
    if (m_silent)
        return false;
    if (failure)
        reply(*failure);
    return !failure;
}

FakeCalendar::Room *FakeCalendar::find(const calendar::CalendarRef &ref)
{
    for (Room &room : m_rooms) {
        const bool isIt = ref.id().empty()
            ? shared::foldedKey(room.calendar.name) == shared::foldedKey(fromUtf8(ref.name()))
            : idBytes(room.calendar.id) == ref.id();
        if (isIt && !room.deleted)
            return &room;
    }
    return nullptr;
}

Result<FakeCalendar::Room *> FakeCalendar::enter(const CallContext &call, const calendar::CalendarRef &ref)
{
    Room *room = find(ref);
    if (!room)
        return noSuchCalendar();
    if (!room->members.contains(call.user))
        return Error{ErrorCode::Forbidden, u"You are not a member of this calendar."_s, u"not_a_member"_s};
    return room;
}

Result<shared::Event *> FakeCalendar::enterEvent(const CallContext &call, const calendar::CalendarRef &ref,
                                                 const std::string &id)
{
    const auto room = enter(call, ref);
    if (!room)
        return room.error();
    const auto event = (*room)->events.find(idFromBytes<EventId>(id));
    if (event == (*room)->events.end())
        return Error{ErrorCode::NotFound, u"There is no such event."_s, u"no_such_event"_s};
    return &*event;
}

Change FakeCalendar::commit(Room &room, ChangeKind kind, const CallContext &call, QUuid entity,
                            const QJsonObject &data)
{
    const Change change{
        room.calendar.id, ++room.calendar.seq, kind,   m_clock.nowMs(),
        call.user,        call.username,       entity, QJsonDocument(data).toJson(QJsonDocument::Compact)};
    room.log.append(change);
    if (!m_muted) {
        calendar::WatchChangesResponse item;
        *item.add_changes() = toProto(change);
        m_stream.send(item);
    }
    return change;
}

Change FakeCalendar::touch(Room &room, shared::Event &event, ChangeKind kind, const CallContext &call)
{
    event.version = room.calendar.seq + 1;
    return commit(room, kind, call, event.id.value, shared::toJson(event));
}

shared::Calendar FakeCalendar::seenBy(const Room &room, UserId user) const
{
    shared::Calendar seen = room.calendar;
    seen.role = room.members.value(user).role;
    return seen;
}

void FakeCalendar::status(const CallContext &call, const calendar::Empty &, Reply<calendar::Empty> reply)
{
    if (begin(call, reply))
        reply(calendar::Empty());
}

void FakeCalendar::createCalendar(const CallContext &call, const calendar::CreateCalendarRequest &request,
                                  Reply<calendar::Calendar> reply)
{
    if (!begin(call, reply))
        return;
    const std::lock_guard lock(m_mutex);
    const auto name = shared::parseName(fromUtf8(request.name()), 100, u"The calendar name"_s);
    if (!name)
        return reply(name.error());
    const auto wanted = idFromBytes<CalendarId>(request.id());
    if (m_rooms.contains(wanted))
        return reply(Error{ErrorCode::Conflict, u"The id exists already."_s, u"id_taken"_s});
    calendar::CalendarRef ref;
    ref.set_name(request.name());
    if (find(ref))
        return reply(Error{ErrorCode::Conflict, u"The calendar name exists already."_s, u"name_taken"_s});
    const auto id = addCalendar(*name, call.user, call.username, fromUtf8(request.password()), wanted);
    Room &room = m_rooms[id];
    const Member member = room.members.first();
    commit(room, ChangeKind::MemberJoined, call, call.user.value, shared::toJson(member));
    reply(toProto(seenBy(room, call.user)));
}

void FakeCalendar::calendars(const CallContext &call, const calendar::Empty &,
                             Reply<calendar::CalendarsResponse> reply)
{
    if (!begin(call, reply))
        return;
    calendar::CalendarsResponse response;
    {
        const std::lock_guard lock(m_mutex);
        for (const Room &room : std::as_const(m_rooms))
            if (room.members.contains(call.user) && !room.deleted)
                *response.add_calendars() = toProto(seenBy(room, call.user));
        response.set_personal_number(m_personal.value(call.user));
    }
    reply(response);
}

void FakeCalendar::findCalendar(const CallContext &call, const calendar::CalendarRequest &request,
                                Reply<calendar::Calendar> reply)
{
    if (!begin(call, reply))
        return;
    const std::lock_guard lock(m_mutex);
    const auto room = enter(call, request.calendar());
    if (!room)
        return reply(room.error());
    reply(toProto(seenBy(**room, call.user)));
}

void FakeCalendar::updateCalendar(const CallContext &call, const calendar::UpdateCalendarRequest &request,
                                  Reply<calendar::Calendar> reply)
{
    if (!begin(call, reply))
        return;
    const std::lock_guard lock(m_mutex);
    const auto room = enter(call, request.calendar());
    if (!room)
        return reply(room.error());
    shared::Calendar &kept = (*room)->calendar;
    if (request.if_version() != 0 && request.if_version() != kept.version)
        return reply(Error{ErrorCode::PreconditionFailed, u"The calendar has been changed."_s});
    if (request.has_name())
        kept.name = fromUtf8(request.name());
    if (request.has_colour())
        kept.colour = fromUtf8(request.colour());
    kept.version = kept.seq + 1;
    commit(**room, ChangeKind::CalendarUpdated, call, kept.id.value, shared::toJson(kept));
    reply(toProto(seenBy(**room, call.user)));
}

void FakeCalendar::deleteCalendar(const CallContext &call, const calendar::DeleteCalendarRequest &request,
                                  Reply<calendar::Empty> reply)
{
    if (!begin(call, reply))
        return;
    const std::lock_guard lock(m_mutex);
    const auto room = enter(call, request.calendar());
    if (!room)
        return reply(room.error());
    (*room)->deleted = true;
    commit(**room, ChangeKind::CalendarDeleted, call, (*room)->calendar.id.value, {});
    reply(calendar::Empty());
}

void FakeCalendar::join(const CallContext &call, const calendar::JoinRequest &request,
                        Reply<calendar::JoinResponse> reply)
{
    if (!begin(call, reply))
        return;
    const std::lock_guard lock(m_mutex);
    Room *room = find(request.calendar());
    if (!room)
        return reply(noSuchCalendar());
    calendar::JoinResponse response;
    response.set_already_member(room->members.contains(call.user));
    if (!response.already_member() && room->password != fromUtf8(request.password()))
        return reply(Error{ErrorCode::Forbidden, u"The password is wrong."_s, u"wrong_password"_s});
    if (!response.already_member())
        addMember(room->calendar.id, call.user, call.username);
    *response.mutable_calendar() = toProto(seenBy(*room, call.user));
    reply(response);
}

void FakeCalendar::members(const CallContext &call, const calendar::CalendarRequest &request,
                           Reply<calendar::MembersResponse> reply)
{
    if (!begin(call, reply))
        return;
    const std::lock_guard lock(m_mutex);
    const auto room = enter(call, request.calendar());
    if (!room)
        return reply(room.error());
    calendar::MembersResponse response;
    for (const Member &member : std::as_const((*room)->members))
        *response.add_members() = toProto(member);
    reply(response);
}

void FakeCalendar::setRole(const CallContext &call, const calendar::SetRoleRequest &request,
                           Reply<calendar::Member> reply)
{
    if (!begin(call, reply))
        return;
    const std::lock_guard lock(m_mutex);
    const auto room = enter(call, request.calendar());
    if (!room)
        return reply(room.error());
    const auto member = (*room)->members.find(idFromBytes<UserId>(request.user_id()));
    if (member == (*room)->members.end())
        return reply(Error{ErrorCode::NotFound, u"There is no such member."_s});
    member->role = static_cast<Role>(request.role());
    commit(**room, ChangeKind::MemberUpdated, call, member->user.value, shared::toJson(*member));
    reply(toProto(*member));
}

void FakeCalendar::removeMember(const CallContext &call, const calendar::RemoveMemberRequest &request,
                                Reply<calendar::Calendar> reply)
{
    if (!begin(call, reply))
        return;
    const std::lock_guard lock(m_mutex);
    const auto room = enter(call, request.calendar());
    if (!room)
        return reply(room.error());
    const auto user = idFromBytes<UserId>(request.user_id());
    if (!(*room)->members.contains(user))
        return reply(Error{ErrorCode::NotFound, u"There is no such member."_s});
    if ((*room)->members[user].role == Role::Owner && (*room)->members.size() > 1)
        return reply(Error{ErrorCode::Conflict, u"The last owner can't leave."_s, u"last_owner"_s});
    removeMember((*room)->calendar.id, user);
    reply(toProto(seenBy(**room, call.user)));
}

void FakeCalendar::createEvent(const CallContext &call, const calendar::CreateEventRequest &request,
                               Reply<calendar::Event> reply)
{
    if (!begin(call, reply))
        return;
    const std::lock_guard lock(m_mutex);
    m_lastCreate = request;
    const auto room = enter(call, request.calendar());
    if (!room)
        return reply(room.error());
    if (!shared::mayWriteEvents((*room)->members[call.user].role))
        return reply(Error{ErrorCode::Forbidden, u"You may only look."_s, u"read_only"_s});
    const QString key = fromUtf8(request.idempotency_key());
    const QByteArray hash = QByteArray::fromStdString(request.request_hash());
    if (!key.isEmpty() && m_done.contains(key)) {
        if (m_done[key].first != hash)
            return reply(Error{ErrorCode::KeyReused, u"The key was used for another request."_s});
        return reply(m_done[key].second);
    }
    const auto draft = shared::parseDraft(objectOf(request.draft_json()), QTimeZone::utc());
    if (!draft)
        return reply(draft.error());
    shared::Event event;
    static_cast<shared::EventDraft &>(event) = *draft;
    event.id = shared::newId<EventId>(m_clock);
    event.calendar = (*room)->calendar.id;
    event.calendarName = (*room)->calendar.name;
    event.createdBy = call.user;
    event.createdByName = call.username;
    (*room)->events.insert(event.id, event);
    touch(**room, (*room)->events[event.id], ChangeKind::EventCreated, call);
    const calendar::Event answer = toProto((*room)->events[event.id]);
    if (!key.isEmpty())
        m_done.insert(key, {hash, answer});
    reply(answer);
}

void FakeCalendar::updateEvent(const CallContext &call, const calendar::UpdateEventRequest &request,
                               Reply<calendar::Event> reply)
{
    if (!begin(call, reply))
        return;
    const std::lock_guard lock(m_mutex);
    m_lastUpdate = request;
    const auto event = enterEvent(call, request.calendar(), request.event_id());
    if (!event)
        return reply(event.error());
    if (request.if_version() != 0 && request.if_version() != (*event)->version)
        return reply(changedMeanwhile(**event));
    const auto draft = shared::patchDraft(**event, objectOf(request.patch_json()), QTimeZone::utc());
    if (!draft)
        return reply(draft.error());
    static_cast<shared::EventDraft &>(**event) = *draft;
    touch(*find(request.calendar()), **event, ChangeKind::EventUpdated, call);
    reply(toProto(**event));
}

void FakeCalendar::deleteEvent(const CallContext &call, const calendar::DeleteEventRequest &request,
                               Reply<calendar::Event> reply)
{
    if (!begin(call, reply))
        return;
    const std::lock_guard lock(m_mutex);
    const auto event = enterEvent(call, request.calendar(), request.event_id());
    if (!event)
        return reply(event.error());
    if (request.if_version() != 0 && request.if_version() != (*event)->version)
        return reply(changedMeanwhile(**event));
    (*event)->deleted = true;
    touch(*find(request.calendar()), **event, ChangeKind::EventDeleted, call);
    reply(toProto(**event));
}

void FakeCalendar::restoreEvent(const CallContext &call, const calendar::RestoreEventRequest &request,
                                Reply<calendar::Event> reply)
{
    if (!begin(call, reply))
        return;
    const std::lock_guard lock(m_mutex);
    const auto event = enterEvent(call, request.calendar(), request.event_id());
    if (!event)
        return reply(event.error());
    (*event)->deleted = false;
    touch(*find(request.calendar()), **event, ChangeKind::EventCreated, call);
    reply(toProto(**event));
}

void FakeCalendar::findEvent(const CallContext &call, const calendar::EventRequest &request,
                             Reply<calendar::Event> reply)
{
    if (!begin(call, reply))
        return;
    const std::lock_guard lock(m_mutex);
    const auto event = enterEvent(call, request.calendar(), request.event_id());
    if (!event)
        return reply(event.error());
    reply(toProto(**event));
}

void FakeCalendar::events(const CallContext &call, const calendar::EventsRequest &request,
                          Reply<calendar::EventsResponse> reply)
{
    ++m_eventQuestions;
    if (!begin(call, reply))
        return;
    const std::lock_guard lock(m_mutex);
    calendar::EventsResponse response;
    const bool one = request.calendar().ByteSizeLong() > 0;
    if (one) {
        const auto room = enter(call, request.calendar());
        if (!room)
            return reply(room.error());
        response.set_seq((*room)->calendar.seq);
    }
    QString revision;
    for (const Room &room : std::as_const(m_rooms)) {
        if (!room.members.contains(call.user) || room.deleted)
            continue;
        response.set_calendars(response.calendars() + 1);
        if (one && find(request.calendar()) != &room)
            continue;
        revision += room.calendar.id.toString() + u'@' + QString::number(room.calendar.seq) + u';';
        for (const shared::Event &event : room.events)
            if (!event.deleted)
                *response.add_events() = toProto(event);
    }
    response.set_revision(utf8(revision));
    if (!revision.isEmpty() && request.known_revision() == response.revision()) {
        ++m_notModified;
        response.clear_events();
        response.set_not_modified(true);
    }
    reply(response);
}

void FakeCalendar::postMessage(const CallContext &call, const calendar::PostMessageRequest &request,
                               const Reply<calendar::PostMessageResponse> &reply)
{
    if (!begin(call, reply))
        return;
    const std::lock_guard lock(m_mutex);
    const auto room = enter(call, request.calendar());
    if (!room)
        return reply(room.error());
    calendar::PostMessageResponse response;
    const QUuid id = shared::newUuid(m_clock);
    *response.mutable_change() = toProto(commit(**room, ChangeKind::MessagePosted, call, id,
                                                {{u"id"_s, id.toString(QUuid::WithoutBraces)},
                                                 {u"message"_s, fromUtf8(request.text())},
                                                 {u"username"_s, call.username}}));
    reply(response);
}

void FakeCalendar::changes(const CallContext &call, const calendar::ChangesRequest &request,
                           Reply<calendar::ChangesResponse> reply)
{
    ++m_changesAsked;
    if (!begin(call, reply))
        return;
    const std::lock_guard lock(m_mutex);
    const auto room = enter(call, request.calendar());
    if (!room)
        return reply(room.error());
    if (request.since() < (*room)->trimmed && request.since() < (*room)->calendar.seq)
        return reply(
            Error{ErrorCode::SnapshotRequired, u"Load the calendar anew."_s, u"snapshot_required"_s});
    calendar::ChangesResponse response;
    response.set_seq((*room)->calendar.seq);
    const int limit = request.limit() > 0 ? request.limit() : 1000;
    for (Change change : std::as_const((*room)->log)) {
        if (change.seq <= request.since())
            continue;
        if (response.changes_size() == limit) {
            response.set_more(true);
            break;
        }
        if ((*room)->members[call.user].role == Role::Busy)
            change.data = "{\"event_name\":\"Busy\"}";
        *response.add_changes() = toProto(change);
    }
    reply(response);
}

QList<UserId> FakeCalendar::forgotten() const
{
    const std::lock_guard lock(m_mutex);
    return m_forgotten;
}

void FakeCalendar::failForget(const Error &error)
{
    const std::lock_guard lock(m_mutex);
    m_forgetFailure = error;
}

void FakeCalendar::forget(const CallContext &call, const calendar::ForgetRequest &request,
                          Reply<calendar::Empty> reply)
{
    if (!begin(call, reply))
        return;
    const std::lock_guard lock(m_mutex);
    QJsonArray blocked;
    for (const Room &room : std::as_const(m_rooms))
        if (room.members.contains(call.user) && room.members[call.user].role == Role::Owner
            && room.members.size() > 1)
            blocked.append(
                QJsonObject{{u"id"_s, room.calendar.id.toString()}, {u"name"_s, room.calendar.name}});
    if (!blocked.isEmpty())
        return reply(Error{ErrorCode::Conflict, u"Others are left without an owner."_s, u"last_owner"_s, 0,
                           QJsonDocument(QJsonObject{{u"calendars"_s, blocked}}).toJson()});
    if (request.look_only())
        return reply(calendar::Empty());
    if (m_forgetFailure)
        return reply(*std::exchange(m_forgetFailure, std::nullopt));
    m_forgotten.append(call.user);
    reply(calendar::Empty());
}

void FakeCalendar::ownMessages(const CallContext &call, const calendar::OwnMessagesRequest &request,
                               Reply<calendar::OwnMessagesResponse> reply)
{
    if (!begin(call, reply))
        return;
    const std::lock_guard lock(m_mutex);
    const auto room = enter(call, request.calendar());
    if (!room)
        return reply(room.error());
    calendar::OwnMessagesResponse response;
    for (const Change &change : std::as_const((*room)->log)) {
        if (change.kind != ChangeKind::MessagePosted || change.actor != call.user
            || change.seq <= request.after_seq())
            continue;
        calendar::OwnMessage &message = *response.add_messages();
        message.set_id(uuidBytes(change.entity));
        message.set_seq(change.seq);
        message.set_at_ms(change.atMs);
        message.set_text(utf8(QJsonDocument::fromJson(change.data).object().value("message"_L1).toString()));
        response.set_more(true); // one at a time
        break;
    }
    reply(response);
}

std::unique_ptr<Subscription>
FakeCalendar::watchChanges(StreamHandlers<calendar::WatchChangesResponse> handlers)
{
    auto subscription = m_stream.watch(std::move(handlers));
    m_stream.sendToLast({});
    return subscription;
}

}
