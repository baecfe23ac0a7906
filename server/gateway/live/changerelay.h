#pragma once

#include "server/gateway/live/liveroom.h"
#include "server/platform/accesstoken.h"
#include "server/proto/calendarapi.h"
#include "shared/base/clock.h"

#include <QHash>
#include <QObject>

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace hearth::server::gateway {

class LiveLoop;

/// Puts the changes of all calendars that have sockets here in order: each change once, by seq, without gaps,
/// whatever the stream leaves out or repeats. What is missing is read from the calendar service's log, as one
/// of the members whose sockets are here. Thread-safe; its timers run in the thread where it was made.
class ChangeRelay : public std::enable_shared_from_this<ChangeRelay> {
public:
    struct Outputs {
        /// For the loops that have the room; called in order, under a lock: it must only post.
        std::function<void(LiveLoop &, const RoomChangePtr &)> change;
        /// For every loop: somebody has joined, and sockets of theirs may not be in the room yet.
        std::function<void(const RoomChangePtr &)> joined;
        /// The user has been found to be no member any more.
        std::function<void(shared::CalendarId, shared::UserId)> expelled;
        /// The log no longer reaches back to what the room's sockets know.
        std::function<void(shared::CalendarId)> lost;
    };
    ChangeRelay(CalendarApi &calendar, const shared::Clock &clock, Outputs outputs);

    /// One more socket of `token`'s user is in the room, which it knows up to `seq`, with the role of then;
    /// from now on `loop` gets the room's changes after the answer.
    qint64 enter(shared::CalendarId calendar, LiveLoop &loop, const AccessToken &token, qint64 seq,
                 shared::Role role);
    /// The user was found to have another role than that.
    void setRole(shared::CalendarId calendar, shared::UserId user, shared::Role role);
    void leave(shared::CalendarId calendar, LiveLoop &loop, const AccessToken &token);

    /// What comes from the stream of changes. The first item of a stream makes every room look into the log.
    void take(const calendar::WatchChangesResponse &item);
    /// Nothing goes out and nothing is asked for after it.
    void end();

private:
    struct Viewer {
        QString username;
        shared::SessionId session;
        int sockets = 0;
        bool isBusy = false; ///< is told less, so that the log is read as another wherever there is one
    };
    struct Room {
        qint64 seq = 0; ///< of the last change that went out
        qint64 seen = 0; ///< the newest one that the stream has shown
        quint64 generation = 0; ///< tells a room from an earlier one of the same calendar
        bool fetching = false;
        QHash<LiveLoop *, int> loops; ///< sockets on each
        QHash<shared::UserId, Viewer> viewers;
    };
    using Rooms = QHash<shared::CalendarId, Room>;

    void takeChange(const shared::Change &change);
    void pass(Room &room, const RoomChangePtr &change);
    static void noteRole(Room &room, shared::UserId user, shared::Role role);
    static bool hasOnlyBusy(const Room &room);
    /// Whether the page leaves out what others than `asked` may see.
    static bool isMasked(const Room &room, shared::UserId asked, const calendar::ChangesResponse &page);
    void fetchSoon(shared::CalendarId calendar, Room &room);
    void fetchLater(shared::CalendarId calendar, quint64 generation);
    void pump();
    void fetch(shared::CalendarId calendar);
    void fetched(shared::CalendarId calendar, quint64 generation, shared::UserId asked,
                 const shared::Result<calendar::ChangesResponse> &result);
    void takePage(shared::CalendarId calendar, Room &room, shared::UserId asked,
                  const calendar::ChangesResponse &page);
    void refused(shared::CalendarId calendar, Room &room, shared::UserId asked, const shared::Error &error);

    CalendarApi &m_calendar;
    const shared::Clock &m_clock;
    const Outputs m_outputs;
    std::mutex m_mutex;
    Rooms m_rooms;
    std::deque<shared::CalendarId> m_queue; ///< rooms that wait for a fetch
    int m_underWay = 0;
    quint64 m_generations = 0;
    bool m_ended = false;
    std::unique_ptr<QObject> m_thread;
};

}
