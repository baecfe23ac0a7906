#pragma once

#include "server/proto/calendarapi.h"
#include "shared/base/result.h"
#include "shared/protocol/livejson.h"

#include <functional>
#include <memory>

namespace hearth::server::gateway {

class LiveLoop;
class LiveSession;

/// Where the answer to a request goes: from any thread, once, also when its socket has gone.
class LiveAnswer {
public:
    LiveAnswer(std::shared_ptr<LiveLoop> loop, quint64 key, shared::LiveRequest request);

    void ok(const QJsonObject &data) const;
    /// The error's message, its reason and its details. For SnapshotRequired with "snapshot_required": true.
    void fail(const shared::Error &error) const;
    /// ok(), on the socket's own thread, before anything else that is sent to it.
    void okNow(LiveSession &session, const QJsonObject &data) const;
    /// Runs `task` on the socket's thread where the socket is still there; before an answer given later.
    void first(std::function<void(LiveLoop &, LiveSession &)> task) const;

private:
    void post(bool ok, const QJsonObject &data) const;

    std::shared_ptr<LiveLoop> m_loop;
    quint64 m_key;
    shared::LiveRequest m_request;
};

/// What a client can ask for over its socket: one line of the table for each event.
class LiveCommands {
public:
    explicit LiveCommands(LiveLoop &loop);

    /// What a client that has been greeted has said, or why it is no request.
    void run(LiveSession &session, shared::Result<shared::LiveRequest> request);

private:
    using Command = void (LiveCommands::*)(LiveSession &session, const LiveAnswer &answer,
                                           const QJsonObject &data);
    static Command find(const QString &event);

    void disconnect(LiveSession &session, const LiveAnswer &answer, const QJsonObject &data);
    void message(LiveSession &session, const LiveAnswer &answer, const QJsonObject &data);
    void join(LiveSession &session, const LiveAnswer &answer, const QJsonObject &data);
    void leave(LiveSession &session, const LiveAnswer &answer, const QJsonObject &data);
    void createEvent(LiveSession &session, const LiveAnswer &answer, const QJsonObject &data);
    void resume(LiveSession &session, const LiveAnswer &answer, const QJsonObject &data);

    static void joinNow(CalendarApi &calendar, const CallContext &call, const calendar::JoinRequest &request,
                        const LiveAnswer &answer);
    void postToRoom(LiveSession &session, const LiveAnswer &answer,
                    const calendar::PostMessageRequest &request);
    void say(LiveSession &session, const LiveAnswer &answer, const QString &text);

    LiveLoop &m_loop;
};

}
