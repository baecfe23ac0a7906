#pragma once

#include "server/gateway/gatewayoptions.h"
#include "server/gateway/live/livecommands.h"
#include "server/gateway/live/liverooms.h"
#include "server/gateway/live/livesession.h"
#include "server/gateway/live/personalframes.h"
#include "server/gateway/socketio/socketioloop.h"
#include "server/proto/call.h"

#include <QElapsedTimer>
#include <QHash>
#include <QTimer>
#include <QWebSocketServer>

#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace hearth::server::gateway {

class LiveHub;

/// All sockets of one IO thread: opens and ends them, pings them, and hands their requests on. Lives on that
/// thread; post() is for all others.
class LiveLoop : public QObject, public std::enable_shared_from_this<LiveLoop> {
    Q_OBJECT

public:
    explicit LiveLoop(LiveHub &hub);
    ~LiveLoop() override;

    /// Runs `task` on the loop's thread, in the order of the calls; dropped where the thread has ended.
    void post(std::function<void()> task);

    /// The rest is for the loop's own thread.
    /// Called with the WebSocket that an upgrade has made, and with the socket under it.
    using Opened = std::function<void(QWebSocket *webSocket, QTcpSocket *socket)>;
    /// Takes over the socket of an upgrade, of which nothing has been read.
    void adopt(std::unique_ptr<QTcpSocket> socket, Opened opened);
    /// The same for one that speaks the JSON of /ws.
    void adopt(std::unique_ptr<QTcpSocket> socket, const AccessToken &token);
    /// A new session, and its greeting when its calendars are known. `key` is one of the hub's.
    LiveSession &open(quint64 key, const AccessToken &token, std::shared_ptr<LiveTransport> transport);
    /// The client's next request, or why it is none.
    void heard(quint64 key, shared::Result<shared::LiveRequest> request);
    /// A sign of life.
    void ponged(quint64 key);
    /// The session's transport has ended.
    void remove(quint64 key);
    /// Null where it has gone.
    LiveSession *session(quint64 key) const;
    QList<LiveSession *> sessionsOf(shared::UserId user) const;
    /// Tells the session's socket to end: its close frame is out.
    void closing(LiveSession &session);
    void closeAll(LiveClose code, const QByteArray &reason);
    void revoked(shared::SessionId session);
    /// A message without a calendar: once to every socket in these rooms and to those of the sender, or to
    /// all.
    void say(const QList<shared::CalendarId> &calendars, shared::UserId sender, bool toAll,
             const LiveFrame &frame);
    /// Asks again which calendars each socket's user is in, where they differ, the client connects anew; and
    /// what it may not have been told.
    void recheck();
    /// Ends everything, without a word.
    void end();

    /// Whether frames are gathered for now, so that one call to the kernel takes all of a socket's.
    bool isGathering() const { return m_gathering; }
    /// The session has frames that are to go out.
    void gather(LiveSession &session);

    LiveHub &hub() { return m_hub; }
    LiveRooms &rooms() { return m_rooms; }
    PersonalDelivery &personal() { return m_personal; }
    SocketIoLoop &socketIo() { return m_socketIo; }
    const LiveOptions &options() const;
    CallContext call(LiveSession &session) const;

private:
    struct Upgrade {
        QTcpSocket *socket;
        Opened opened;
    };
    using Peer = std::tuple<QString, quint16, quint16>;

    void drainInbox();
    void takeUpgraded();
    void openWebSocket(QWebSocket *webSocket, QTcpSocket *socket, const AccessToken &token);
    void greet(quint64 key, const shared::Result<calendar::CalendarsResponse> &result);
    void compare(quint64 key, const calendar::CalendarsResponse &response);
    void look();
    void lookAt(LiveSession &session, qint64 nowMs, qint64 epochMs);
    qint64 nextLook(const LiveSession &session, qint64 nowMs, qint64 epochMs) const;
    void lookBy(qint64 dueMs);

    LiveHub &m_hub;
    LiveRooms m_rooms;
    PersonalDelivery m_personal;
    LiveCommands m_commands;
    SocketIoLoop m_socketIo;
    std::mutex m_inboxMutex;
    std::vector<std::function<void()>> m_inbox;
    std::unique_ptr<QWebSocketServer> m_server;
    std::map<Peer, Upgrade> m_upgrades;
    std::unordered_map<quint64, std::unique_ptr<LiveSession>> m_sessions;
    QMultiHash<shared::UserId, LiveSession *> m_byUser;
    std::unique_ptr<QTimer> m_lookTimer;
    qint64 m_lookMs = 0; ///< when the timer goes; 0 where it stands
    QElapsedTimer m_time;
    const LiveFrame m_ping = LiveFrame::ping();
    quint32 m_stamp = 0;
    bool m_gathering = false;
    std::vector<LiveSession *> m_gathered;
};

}
