#include "server/gateway/live/changerelay.h"

#include "server/platform/logging.h"
#include "server/proto/convert.h"

#include <QTimer>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::ChangeKind;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr int kMaxFetches = 16;
constexpr int kPage = 500;
constexpr std::chrono::milliseconds kRetry{300};
constexpr qint64 kDeadlineMs = 10'000;

RoomChangePtr encoded(const shared::Change &change)
{
    return std::make_shared<const RoomChange>(
        RoomChange{change, LiveFrame::change(change), shared::mayBePrivate(change)});
}
}

ChangeRelay::ChangeRelay(CalendarApi &calendar, const shared::Clock &clock, Outputs outputs)
    : m_calendar(calendar)
    , m_clock(clock)
    , m_outputs(std::move(outputs))
    , m_thread(std::make_unique<QObject>())
{
}

void ChangeRelay::end()
{
    const std::lock_guard lock(m_mutex);
    m_ended = true;
    m_rooms.clear();
    m_thread.reset();
}

qint64 ChangeRelay::enter(CalendarId calendar, LiveLoop &loop, const AccessToken &token, qint64 seq,
                          shared::Role role)
{
    const std::lock_guard lock(m_mutex);
    const bool isNew = !m_rooms.contains(calendar);
    Room &room = m_rooms[calendar];
    ++room.loops[&loop];
    Viewer &viewer = room.viewers[token.user];
    viewer.username = token.username;
    viewer.session = token.session;
    ++viewer.sockets;
    viewer.isBusy = role == shared::Role::Busy;
    if (isNew) {
        room.seq = seq;
        room.generation = ++m_generations;
        // What was committed since `seq` was read may have passed before the room was there.
        fetchSoon(calendar, room);
    }
    return room.seq;
}

void ChangeRelay::leave(CalendarId calendar, LiveLoop &loop, const AccessToken &token)
{
    const std::lock_guard lock(m_mutex);
    const auto room = m_rooms.find(calendar);
    if (room == m_rooms.end())
        return;
    if (--room->loops[&loop] <= 0)
        room->loops.remove(&loop);
    if (--room->viewers[token.user].sockets <= 0)
        room->viewers.remove(token.user);
    if (room->loops.isEmpty())
        m_rooms.erase(room);
}

void ChangeRelay::setRole(CalendarId calendar, shared::UserId user, shared::Role role)
{
    const std::lock_guard lock(m_mutex);
    if (const auto room = m_rooms.find(calendar); room != m_rooms.end())
        noteRole(*room, user, role);
}

void ChangeRelay::noteRole(Room &room, shared::UserId user, shared::Role role)
{
    if (const auto viewer = room.viewers.find(user); viewer != room.viewers.end())
        viewer->isBusy = role == shared::Role::Busy;
}

bool ChangeRelay::hasOnlyBusy(const Room &room)
{
    return std::all_of(room.viewers.begin(), room.viewers.end(),
                       [](const Viewer &each) { return each.isBusy; });
}

bool ChangeRelay::isMasked(const Room &room, shared::UserId asked, const calendar::ChangesResponse &page)
{
    const auto viewer = room.viewers.constFind(asked);
    if (viewer == room.viewers.constEnd() || viewer->isBusy)
        return true;
    // Made busy before the page was read, which the room learns only from the page itself.
    return std::any_of(page.changes().begin(), page.changes().end(), [&](const calendar::Change &each) {
        const shared::Change change = fromProto(each);
        return change.kind == ChangeKind::MemberUpdated && change.entity == asked.value
            && roleIn(change) == shared::Role::Busy;
    });
}

void ChangeRelay::take(const calendar::WatchChangesResponse &item)
{
    const std::lock_guard lock(m_mutex);
    if (m_ended)
        return;
    if (item.changes_size() == 0 && item.frames_size() == 0) {
        for (auto room = m_rooms.begin(); room != m_rooms.end(); ++room)
            fetchSoon(room.key(), *room);
    }
    for (const calendar::Change &change : item.changes())
        takeChange(fromProto(change));
}

void ChangeRelay::takeChange(const shared::Change &change)
{
    const auto room = m_rooms.find(change.calendar);
    if (room == m_rooms.end()) {
        if (change.kind == ChangeKind::MemberJoined)
            m_outputs.joined(encoded(change));
        return;
    }
    room->seen = std::max(room->seen, change.seq);
    if (room->fetching || change.seq <= room->seq)
        return;
    if (change.seq == room->seq + 1)
        pass(*room, encoded(change));
    else
        fetchSoon(change.calendar, *room);
}

void ChangeRelay::pass(Room &room, const RoomChangePtr &change)
{
    room.seq = change->change.seq;
    if (change->change.kind == ChangeKind::MemberJoined)
        m_outputs.joined(change);
    if (change->change.kind == ChangeKind::MemberUpdated) {
        if (const auto role = roleIn(change->change))
            noteRole(room, shared::UserId{change->change.entity}, *role);
    }
    for (auto loop = room.loops.cbegin(); loop != room.loops.cend(); ++loop)
        m_outputs.change(*loop.key(), change);
}

void ChangeRelay::fetchSoon(CalendarId calendar, Room &room)
{
    if (std::exchange(room.fetching, true))
        return;
    m_queue.push_back(calendar);
    if (m_thread)
        QMetaObject::invokeMethod(
            m_thread.get(), [this] { pump(); }, Qt::QueuedConnection);
}

void ChangeRelay::pump()
{
    for (;;) {
        CalendarId next;
        {
            const std::lock_guard lock(m_mutex);
            if (m_queue.empty() || m_underWay >= kMaxFetches)
                return;
            next = m_queue.front();
            m_queue.pop_front();
            ++m_underWay;
        }
        fetch(next);
    }
}

void ChangeRelay::fetch(CalendarId calendar)
{
    CallContext call;
    quint64 generation = 0;
    calendar::ChangesRequest request;
    {
        const std::lock_guard lock(m_mutex);
        const auto room = m_rooms.constFind(calendar);
        if (room == m_rooms.constEnd() || room->viewers.isEmpty()) {
            --m_underWay;
            return;
        }
        auto viewer = std::find_if(room->viewers.cbegin(), room->viewers.cend(),
                                   [](const Viewer &each) { return !each.isBusy; });
        if (viewer == room->viewers.cend())
            viewer = room->viewers.cbegin();
        call = {"live-" + calendar.toString().toLatin1(), viewer.key(), viewer->username, viewer->session,
                m_clock.nowMs() + kDeadlineMs};
        generation = room->generation;
        request.mutable_calendar()->set_id(idBytes(calendar));
        request.set_since(room->seq);
        request.set_limit(kPage);
    }
    m_calendar.changes(call, request,
                       [self = shared_from_this(), calendar, generation,
                        user = call.user](const Result<calendar::ChangesResponse> &result) {
                           self->fetched(calendar, generation, user, result);
                       });
}

void ChangeRelay::fetched(CalendarId calendar, quint64 generation, shared::UserId asked,
                          const Result<calendar::ChangesResponse> &result)
{
    const std::lock_guard lock(m_mutex);
    --m_underWay;
    if (m_ended)
        return;
    if (!m_queue.empty())
        QMetaObject::invokeMethod(
            m_thread.get(), [this] { pump(); }, Qt::QueuedConnection);
    const auto room = m_rooms.find(calendar);
    if (room == m_rooms.end() || room->generation != generation)
        return;
    if (result)
        takePage(calendar, *room, asked, *result);
    else
        refused(calendar, *room, asked, result.error());
}

void ChangeRelay::takePage(CalendarId calendar, Room &room, shared::UserId asked,
                           const calendar::ChangesResponse &page)
{
    if (isMasked(room, asked, page)) {
        noteRole(room, asked, shared::Role::Busy);
        if (!hasOnlyBusy(room)) {
            room.fetching = false;
            return fetchSoon(calendar, room);
        }
    }
    const qint64 before = room.seq;
    for (const calendar::Change &each : page.changes()) {
        if (each.seq() == room.seq + 1)
            pass(room, encoded(fromProto(each)));
    }
    const bool behind = page.more() || room.seq < room.seen;
    if (behind && room.seq == before && page.changes_size() > 0) {
        room.fetching = false;
        return m_outputs.lost(calendar);
    }
    if (behind && room.seq == before)
        return fetchLater(calendar, room.generation);
    room.fetching = false;
    if (behind)
        fetchSoon(calendar, room);
}

void ChangeRelay::refused(CalendarId calendar, Room &room, shared::UserId asked, const shared::Error &error)
{
    switch (error.code) {
    case ErrorCode::SnapshotRequired:
        room.fetching = false;
        m_outputs.lost(calendar);
        return;
    case ErrorCode::Forbidden:
    case ErrorCode::NotFound:
        room.viewers.remove(asked);
        m_outputs.expelled(calendar, asked);
        room.fetching = false;
        if (!room.viewers.isEmpty())
            fetchSoon(calendar, room);
        return;
    default:
        logWarning(lcLive(), u"The change log can't be read"_s,
                   {{"calendar_id", calendar.toString()}, {"error", shared::errorCodeName(error.code)}});
        fetchLater(calendar, room.generation);
    }
}

void ChangeRelay::fetchLater(CalendarId calendar, quint64 generation)
{
    // `fetching` stays set meanwhile: the changes that the stream brings are read from the log as well.
    QMetaObject::invokeMethod(
        m_thread.get(),
        [this, calendar, generation] {
            QTimer::singleShot(kRetry, m_thread.get(), [this, calendar, generation] {
                const std::unique_lock lock(m_mutex);
                const auto room = m_rooms.find(calendar);
                if (room == m_rooms.end() || room->generation != generation)
                    return;
                room->fetching = false;
                fetchSoon(calendar, *room);
            });
        },
        Qt::QueuedConnection);
}

}
