#pragma once

#include "server/gateway/gatewayoptions.h"
#include "server/gateway/live/livecommands.h"
#include "server/gateway/live/liveroom.h"
#include "server/gateway/live/livesession.h"
#include "server/proto/calendarapi.h"

#include <QHash>

#include <memory>
#include <optional>

namespace hearth::server::gateway {

class LiveLoop;

/// The rooms of one IO thread: which sockets are in them, and each socket's place in the order of changes.
class LiveRooms {
public:
    explicit LiveRooms(LiveLoop &loop);

    /// Puts the socket into the room, which it knows up to `cursor`; nothing where it is in there already.
    void enter(LiveSession &session, shared::CalendarId calendar, qint64 cursor, shared::Role role,
               Membership::State state);
    void leave(LiveSession &session, shared::CalendarId calendar);
    void leaveAll(LiveSession &session);

    void deliver(const RoomChangePtr &change);
    /// Puts the sockets of whoever has joined into the room.
    void admit(const RoomChangePtr &change);
    void presence(shared::CalendarId calendar, const LiveFrame &frame, bool onlyNew);
    /// Sends the frame to each socket in any of the rooms that does not bear the stamp yet.
    void broadcast(const QList<shared::CalendarId> &calendars, const LiveFrame &frame, quint32 stamp);
    /// Makes the sockets of one user, or of everyone, in the room connect again.
    void reconnect(shared::CalendarId calendar, std::optional<shared::UserId> user, LiveClose code);

    /// What came while the socket was held goes out.
    void release(LiveSession &session);
    /// Answers the request, then sends what came after `since`.
    void resume(LiveSession &session, const LiveAnswer &answer, shared::CalendarId calendar, qint64 since);

private:
    struct Resume {
        LiveAnswer answer;
        qint64 since;
        qint64 cursorBefore;
    };
    using ResumePtr = std::shared_ptr<const Resume>;

    void deliverTo(LiveRoom &room, Membership &member, const RoomChange &change);
    void actOn(LiveRoom &room, const shared::Change &change);
    /// Takes one user's sockets, or everyone's, out of the room because of the change.
    void expel(LiveRoom &room, std::optional<shared::UserId> user, const shared::Change &change);
    void removeIfEmpty(shared::CalendarId calendar);

    void settle(LiveRoom &room, Membership &member);
    void fetch(LiveRoom &room, Membership &member, const ResumePtr &resume);
    void fetched(quint64 key, shared::CalendarId calendar, quint32 number,
                 const shared::Result<calendar::ChangesResponse> &result, const ResumePtr &resume);
    void sendPage(const LiveRoom &room, Membership &member, const calendar::ChangesResponse &page);
    /// Whether the change gave the member another role than the socket came with.
    static bool takeRole(Membership &member, const shared::Change &change);
    void goOn(LiveRoom &room, Membership &member, const calendar::ChangesResponse &page);
    void fetchWhenRead(quint64 key, shared::CalendarId calendar);
    void giveUp(LiveSession &session, shared::CalendarId calendar, const shared::Error &error);
    static shared::Error snapshotRequired();

    LiveLoop &m_loop;
    QHash<shared::CalendarId, std::shared_ptr<LiveRoom>> m_rooms;
};

}
