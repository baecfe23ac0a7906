#pragma once

#include "server/gateway/gatewayoptions.h"
#include "server/gateway/live/changerelay.h"
#include "server/gateway/live/liveloop.h"
#include "server/gateway/live/presence.h"
#include "server/gateway/middleware/streamkeeper.h"
#include "server/gateway/middleware/tokenverifier.h"
#include "server/gateway/socketio/socketiohub.h"
#include "server/platform/metrics.h"
#include "server/proto/calendarapi.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <vector>

class QThread;

namespace hearth::server::gateway {

/// All sockets of this gateway: one LiveLoop for each IO thread, and what they share. Made in the gateway's
/// thread; the IO threads must have ended before it goes.
class LiveHub {
public:
    LiveHub(const GatewayOptions &options, CalendarApi &calendar, TokenVerifier &tokens, RateLimiter &limiter,
            Bus &bus, Metrics &metrics, const shared::Clock &clock);
    ~LiveHub();

    /// Takes over an upgraded socket that speaks the JSON of /ws; on its own thread.
    void adopt(std::unique_ptr<QTcpSocket> socket, const AccessToken &token);
    /// Closes what the session has open.
    void revoked(shared::SessionId session);
    /// No more sockets from now on; those that are open are told to go.
    void drain();
    bool isDraining() const { return m_draining; }
    int sessions() const { return m_sessions; }
    bool isStreamOpen() const { return m_streamOpen; }

    /// For the loops.
    const GatewayOptions &options() const { return m_options; }
    CalendarApi &calendar() { return m_calendar; }
    TokenVerifier &tokens() { return m_tokens; }
    RateLimiter &limiter() { return m_limiter; }
    const shared::Clock &clock() const { return m_clock; }
    /// Made when it is first asked for.
    std::shared_ptr<LiveLoop> loopOfThisThread();
    SocketIoHub &socketIo() { return m_socketIo; }
    ChangeRelay &relay() { return *m_relay; }
    Presence &presence() { return *m_presence; }
    quint64 newKey() { return ++m_keys; }
    void sessionOpened();
    void sessionClosed();
    void cutOff() { m_cut.increment(); }
    /// A change that was committed at `atMs` has gone into the buffers of so many sockets.
    void delivered(qsizetype sockets, qint64 atMs);
    /// A message without a calendar, to sockets here and at the other gateways.
    void say(const QList<shared::CalendarId> &calendars, shared::UserId sender, const QJsonObject &message);

private:
    void forEachLoop(const std::function<void(const std::shared_ptr<LiveLoop> &)> &visit);
    ChangeRelay::Outputs relayOutputs();
    void takeChanges(const calendar::WatchChangesResponse &item);
    void tellUsers(const calendar::WatchChangesResponse &item);
    void heard(const QByteArray &payload);
    void sayHere(const QList<shared::CalendarId> &calendars, shared::UserId sender, const LiveFrame &frame);

    const GatewayOptions &m_options;
    CalendarApi &m_calendar;
    TokenVerifier &m_tokens;
    RateLimiter &m_limiter;
    Bus &m_bus;
    const shared::Clock &m_clock;
    const QString m_gateway; ///< this instance, among those on the bus
    SocketIoHub m_socketIo;
    std::mutex m_mutex;
    std::vector<std::pair<QThread *, std::shared_ptr<LiveLoop>>> m_byThread;
    std::atomic<quint64> m_keys = 0;
    std::atomic<int> m_sessions = 0;
    std::atomic<bool> m_draining = false;
    std::atomic<bool> m_streamOpen = false;
    bool m_streamBroken = false; ///< a stream has ended, so that memberships may have changed unseen
    Gauge m_open;
    Counter m_cut;
    Counter m_frames;
    Histogram m_lag;
    std::shared_ptr<ChangeRelay> m_relay;
    std::unique_ptr<Presence> m_presence;
    std::unique_ptr<Subscription> m_messages;
    std::unique_ptr<StreamKeeper<calendar::WatchChangesResponse>> m_changes; // first to go
};

}
