#include "server/gateway/live/liverooms.h"

#include "server/gateway/live/livehub.h"
#include "server/proto/convert.h"

#include <QTimer>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::ChangeKind;
using shared::Error;
using shared::ErrorCode;
using shared::Result;
using shared::Role;

namespace {
constexpr int kPage = 100;
constexpr std::chrono::milliseconds kDrainPoll{25};
const auto kReconnect = "Connect again and resume."_ba;
}

LiveRooms::LiveRooms(LiveLoop &loop)
    : m_loop(loop)
{
}

void LiveRooms::enter(LiveSession &session, CalendarId calendar, qint64 cursor, Role role,
                      Membership::State state)
{
    std::shared_ptr<LiveRoom> &room = m_rooms[calendar];
    if (room && room->find(session))
        return;
    const qint64 relaySeq = m_loop.hub().relay().enter(calendar, m_loop, session.token(), cursor, role);
    if (!room)
        room = std::make_shared<LiveRoom>(LiveRoom{calendar, relaySeq, {}});
    room->members.push_back({&session, cursor, role, cursor, state});
    session.rooms.push_back(room.get());
    m_loop.hub().presence().came(calendar, session.token().username);
    if (state == Membership::State::Live)
        settle(*room, room->members.back());
}

void LiveRooms::leave(LiveSession &session, CalendarId calendar)
{
    const auto room = m_rooms.value(calendar);
    if (!room || !room->find(session))
        return;
    std::erase_if(room->members, [&](const Membership &each) { return each.session == &session; });
    std::erase(session.rooms, room.get());
    m_loop.hub().relay().leave(calendar, m_loop, session.token());
    m_loop.hub().presence().left(calendar, session.token().username);
    removeIfEmpty(calendar);
}

void LiveRooms::leaveAll(LiveSession &session)
{
    while (!session.rooms.empty())
        leave(session, session.rooms.back()->calendar);
}

void LiveRooms::removeIfEmpty(CalendarId calendar)
{
    const auto room = m_rooms.constFind(calendar);
    if (room != m_rooms.constEnd() && (*room)->members.empty())
        m_rooms.erase(room);
}

void LiveRooms::deliver(const RoomChangePtr &change)
{
    const auto room = m_rooms.value(change->change.calendar);
    if (!room || change->change.seq <= room->seq)
        return;
    room->seq = change->change.seq;
    for (Membership &member : room->members)
        deliverTo(*room, member, *change);
    m_loop.hub().delivered(qsizetype(room->members.size()), change->change.atMs);
    actOn(*room, change->change);
}

void LiveRooms::deliverTo(LiveRoom &room, Membership &member, const RoomChange &change)
{
    if (member.state != Membership::State::Live || change.change.seq <= member.cursor)
        return;
    // What a member with the role `busy`, or of a private event anybody, may see of a change, the calendar
    // service decides, in its answers.
    if (change.change.seq > member.cursor + 1 || member.role == Role::Busy || change.isPrivate)
        return fetch(room, member, nullptr);
    member.cursor = change.change.seq;
    member.session->send(change.frame);
}

void LiveRooms::actOn(LiveRoom &room, const shared::Change &change)
{
    switch (change.kind) {
    case ChangeKind::MemberLeft:
        return expel(room, shared::UserId{change.entity}, change);
    case ChangeKind::CalendarDeleted:
        return expel(room, std::nullopt, change);
    case ChangeKind::MemberUpdated:
        for (Membership &member : room.members)
            takeRole(member, change);
        return;
    case ChangeKind::EventCreated:
    case ChangeKind::EventUpdated:
    case ChangeKind::EventDeleted:
    case ChangeKind::MemberJoined:
    case ChangeKind::CalendarUpdated:
    case ChangeKind::MessagePosted:
    case ChangeKind::MessageUpdated:
    case ChangeKind::MessageDeleted:
    case ChangeKind::PollCreated:
    case ChangeKind::PollUpdated:
    case ChangeKind::PollDeleted:
    case ChangeKind::ClaimUpdated:
        return;
    }
}

void LiveRooms::expel(LiveRoom &room, std::optional<shared::UserId> user, const shared::Change &change)
{
    std::vector<LiveSession *> leaving;
    for (const Membership &member : room.members) {
        if (user && member.session->token().user != *user)
            continue;
        // A socket that is behind can't catch up any more, but it hears why.
        if (member.state != Membership::State::Live)
            member.session->send(LiveFrame::change(change));
        leaving.push_back(member.session);
    }
    const CalendarId calendar = room.calendar;
    for (LiveSession *session : leaving)
        leave(*session, calendar);
}

void LiveRooms::admit(const RoomChangePtr &change)
{
    const shared::UserId user{change->change.entity};
    for (LiveSession *session : m_loop.sessionsOf(user))
        if (!session->early && !session->isClosing())
            enter(*session, change->change.calendar, change->change.seq - 1,
                  roleIn(change->change).value_or(Role::Editor), Membership::State::Live);
}

void LiveRooms::presence(CalendarId calendar, const LiveFrame &frame, bool onlyNew)
{
    const auto room = m_rooms.value(calendar);
    if (!room)
        return;
    for (Membership &member : room->members)
        if (std::exchange(member.wantsPresence, false) || !onlyNew)
            member.session->send(frame);
}

void LiveRooms::broadcast(const QList<CalendarId> &calendars, const LiveFrame &frame, quint32 stamp)
{
    for (const CalendarId &calendar : calendars) {
        const auto room = m_rooms.value(calendar);
        if (!room)
            continue;
        for (const Membership &member : room->members)
            if (shared::mayRead(member.role) && std::exchange(member.session->stamp, stamp) != stamp)
                member.session->send(frame);
    }
}

void LiveRooms::reconnect(CalendarId calendar, std::optional<shared::UserId> user, LiveClose code)
{
    const auto room = m_rooms.value(calendar);
    if (!room)
        return;
    for (const Membership &member : room->members)
        if (!user || member.session->token().user == *user)
            member.session->close(code, kReconnect);
}

void LiveRooms::release(LiveSession &session)
{
    for (LiveRoom *room : session.rooms) {
        Membership *member = room->find(session);
        if (member->state == Membership::State::Held)
            settle(*room, *member);
    }
}

void LiveRooms::settle(LiveRoom &room, Membership &member)
{
    if (member.cursor < room.seq)
        return fetch(room, member, nullptr);
    member.state = Membership::State::Live;
}

void LiveRooms::resume(LiveSession &session, const LiveAnswer &answer, CalendarId calendar, qint64 since)
{
    const auto room = m_rooms.value(calendar);
    Membership *member = room ? room->find(session) : nullptr;
    if (!member)
        return answer.fail({ErrorCode::Forbidden, u"You are not a member of this calendar."_s});
    if (member->state == Membership::State::Fetching)
        return answer.fail({ErrorCode::Conflict, u"Changes of this calendar are on their way already."_s});
    auto resume = std::make_shared<const Resume>(Resume{answer, since, member->cursor});
    member->cursor = since;
    fetch(*room, *member, resume);
}

void LiveRooms::fetch(LiveRoom &room, Membership &member, const ResumePtr &resume)
{
    member.state = Membership::State::Fetching;
    calendar::ChangesRequest request;
    request.mutable_calendar()->set_id(idBytes(room.calendar));
    request.set_since(member.cursor);
    request.set_limit(kPage);
    m_loop.hub().calendar().changes(
        m_loop.call(*member.session), request,
        [loop = m_loop.shared_from_this(), key = member.session->key(), calendar = room.calendar,
         number = ++member.fetch, resume](Result<calendar::ChangesResponse> result) {
            loop->post([loop = loop.get(), key, calendar, number, resume, result = std::move(result)] {
                loop->rooms().fetched(key, calendar, number, result, resume);
            });
        });
}

void LiveRooms::fetched(quint64 key, CalendarId calendar, quint32 number,
                        const Result<calendar::ChangesResponse> &result, const ResumePtr &resume)
{
    LiveSession *session = m_loop.session(key);
    const auto room = m_rooms.value(calendar);
    Membership *member = session && room ? room->find(*session) : nullptr;
    if (!member || member->fetch != number) {
        if (resume)
            resume->answer.fail({ErrorCode::Forbidden, u"You are no longer a member of this calendar."_s});
        return;
    }
    const bool isAhead = result && resume && resume->since > result->seq();
    if (resume && (!result || isAhead)) {
        member->cursor = resume->cursorBefore;
        resume->answer.fail(result ? snapshotRequired() : result.error());
        return settle(*room, *member);
    }
    if (!result)
        return giveUp(*session, calendar, result.error());
    if (resume)
        resume->answer.okNow(*session,
                             {{u"message"_s, u"Resumed."_s},
                              {u"calendar_id"_s, calendar.toString()},
                              {u"since"_s, resume->since},
                              {u"seq"_s, qint64(result->seq())}});
    sendPage(*room, *member, *result);
    goOn(*room, *member, *result);
}

void LiveRooms::sendPage(const LiveRoom &room, Membership &member, const calendar::ChangesResponse &page)
{
    for (const calendar::Change &each : page.changes()) {
        if (each.seq() <= member.cursor)
            continue;
        const shared::Change change = fromProto(each);
        member.session->sendFetched(LiveFrame::change(change));
        member.cursor = change.seq;
        if (change.kind == ChangeKind::MemberUpdated && takeRole(member, change))
            m_loop.hub().relay().setRole(room.calendar, member.session->token().user, member.role);
    }
}

// The room may have had the change before the socket came to it with the role of before.
bool LiveRooms::takeRole(Membership &member, const shared::Change &change)
{
    const auto role = member.session->token().user.value == change.entity ? roleIn(change) : std::nullopt;
    if (!role || change.seq <= member.roleSeq)
        return false;
    member.role = *role;
    member.roleSeq = change.seq;
    return true;
}

void LiveRooms::goOn(LiveRoom &room, Membership &member, const calendar::ChangesResponse &page)
{
    const bool behind = page.more() || member.cursor < room.seq;
    if (behind && page.changes_size() == 0)
        return giveUp(*member.session, room.calendar, {ErrorCode::Unavailable, {}});
    if (!behind) {
        member.state = Membership::State::Live;
        return;
    }
    fetchWhenRead(member.session->key(), room.calendar);
}

void LiveRooms::fetchWhenRead(quint64 key, CalendarId calendar)
{
    LiveSession *session = m_loop.session(key);
    const auto room = m_rooms.value(calendar);
    Membership *member = session && room ? room->find(*session) : nullptr;
    if (!member || session->isClosing())
        return;
    if (session->unsent() <= m_loop.options().sendBuffer / 2)
        return fetch(*room, *member, nullptr);
    QTimer::singleShot(kDrainPoll, &m_loop, [this, key, calendar] { fetchWhenRead(key, calendar); });
}

void LiveRooms::giveUp(LiveSession &session, CalendarId calendar, const Error &error)
{
    if (error.code == ErrorCode::Forbidden || error.code == ErrorCode::NotFound)
        leave(session, calendar);
    session.close(LiveClose::TryLater, kReconnect);
}

Error LiveRooms::snapshotRequired()
{
    return {ErrorCode::SnapshotRequired,
            u"The changes since then are not known here; load the calendar anew."_s, u"snapshot_required"_s};
}

}
