#pragma once

#include "server/calendar/calendaroptions.h"
#include "server/calendar/departures/erasetraces.h"
#include "server/calendar/messages.h"
#include "server/calendar/saga/pendingcalls.h"
#include "server/calendar/writer.h"
#include "server/proto/authapi.h"

#include <deque>
#include <mutex>

namespace hearth::server::calendar {

/// Users who leave the server. The mark of it is in the auth service's database and is taken from there
/// again, at the start and every now and then, so that a deletion that somebody has begun is finished
/// whatever crashes. Every step may be taken again, by several instances at once, too.
class Departures {
public:
    Departures(Writer &writer, AuthApi &auth, TaskTimer &timer, shared::Engine engine,
               const CalendarOptions &options);
    void start();
    /// Ends the calls to the auth service, and begins none any more.
    void close();

    /// CalendarApi::forget()
    void look(const CallContext &caller, Reply<pb::Empty> reply);
    void forget(const CallContext &caller, Reply<pb::Empty> reply);

private:
    struct Departure {
        CallContext caller;
        std::deque<shared::CalendarId> calendars; ///< still to be left, then to be cleaned
        EraseTraces::Progress progress;
        Reply<pb::Empty> reply;
    };
    using DeparturePtr = std::shared_ptr<Departure>;

    void leaveNext(const DeparturePtr &departure);
    void findTraces(const DeparturePtr &departure);
    void eraseNext(const DeparturePtr &departure);
    void finish(const DeparturePtr &departure);
    void finishInAuth(const DeparturePtr &departure);
    void fail(const DeparturePtr &departure, const shared::Error &error);
    void cancel(const DeparturePtr &departure, const shared::Error &error);

    void schedule(qint64 delayMs);
    void findBegun();

    Writer &m_writer;
    AuthApi &m_auth;
    TaskTimer &m_timer;
    const qint64 m_intervalMs;
    const CalendarOptions m_options;
    PendingCalls m_calls;
    std::mutex m_mutex;
    qint64 m_dueMs = 0; ///< when the next look is due; 0: none
};

}
