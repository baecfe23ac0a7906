#include "server/gateway/live/liveloop.h"

#include "server/gateway/live/livehub.h"
#include "server/gateway/live/websockettransport.h"
#include "server/platform/logging.h"
#include "server/proto/convert.h"

#include <QJsonArray>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::CalendarId;
using shared::Result;

namespace {
constexpr qint64 kShortestSleepMs = 200; // deadlines that lie close together are looked at once
constexpr size_t kMaxEarly = 64;
constexpr int kMaxHandshakes = 10'000;

LiveFrame greeting(const LiveSession &session, const GatewayOptions &options,
                   const calendar::CalendarsResponse &response)
{
    QJsonArray calendars;
    for (const calendar::Calendar &each : response.calendars())
        calendars.append(QJsonObject{{u"id"_s, idFromBytes<CalendarId>(each.id()).toString()},
                                     {u"name"_s, fromUtf8(each.name())},
                                     {u"seq"_s, qint64(each.seq())}});
    const AccessToken &token = session.token();
    return LiveFrame::notice(u"connect"_s,
                             {{u"message"_s, u"%1 has connected"_s.arg(token.username)},
                              {u"session_id"_s, token.session.toString()},
                              {u"server"_s, options.serverName},
                              {u"reminder_number"_s, qint64(response.personal_number())},
                              {u"calendars"_s, calendars}});
}
}

LiveLoop::LiveLoop(LiveHub &hub)
    : m_hub(hub)
    , m_rooms(*this)
    , m_personal(*this)
    , m_commands(*this)
    , m_socketIo(*this)
    , m_server(std::make_unique<QWebSocketServer>(hub.options().serverName, QWebSocketServer::NonSecureMode))
    , m_lookTimer(std::make_unique<QTimer>())
{
    m_time.start();
    m_server->setMaxPendingConnections(kMaxHandshakes);
    m_server->setSupportedSubprotocols({u"hearth.v1"_s});
    connect(m_server.get(), &QWebSocketServer::newConnection, this, &LiveLoop::takeUpgraded);
    m_lookTimer->setSingleShot(true);
    connect(m_lookTimer.get(), &QTimer::timeout, this, &LiveLoop::look);
}

LiveLoop::~LiveLoop() = default;

const LiveOptions &LiveLoop::options() const { return m_hub.options().live; }

void LiveLoop::post(std::function<void()> task)
{
    bool wasEmpty = false;
    {
        const std::lock_guard lock(m_inboxMutex);
        wasEmpty = m_inbox.empty();
        m_inbox.push_back(std::move(task));
    }
    if (wasEmpty)
        QMetaObject::invokeMethod(this, &LiveLoop::drainInbox, Qt::QueuedConnection);
}

void LiveLoop::drainInbox()
{
    std::vector<std::function<void()>> tasks;
    {
        const std::lock_guard lock(m_inboxMutex);
        tasks.swap(m_inbox);
    }
    if (!m_server)
        return;
    m_gathering = true;
    for (const auto &task : tasks)
        task();
    m_gathering = false;
    for (LiveSession *session : std::exchange(m_gathered, {}))
        session->flush();
}

void LiveLoop::gather(LiveSession &session)
{
    if (m_gathering)
        m_gathered.push_back(&session);
}

void LiveLoop::adopt(std::unique_ptr<QTcpSocket> socket, const AccessToken &token)
{
    adopt(std::move(socket), [this, token](QWebSocket *webSocket, QTcpSocket *under) {
        openWebSocket(webSocket, under, token);
    });
}

void LiveLoop::adopt(std::unique_ptr<QTcpSocket> socket, Opened opened)
{
    if (!m_server)
        return;
    QTcpSocket *raw = socket.release();
    raw->setParent(this);
    const Peer peer{raw->peerAddress().toString(), raw->peerPort(), raw->localPort()};
    m_upgrades.insert_or_assign(peer, Upgrade{raw, std::move(opened)});
    // Until it is a WebSocket nobody else would end it.
    connect(raw, &QTcpSocket::disconnected, this, [this, peer, raw] {
        const auto found = m_upgrades.find(peer);
        if (found == m_upgrades.end() || found->second.socket != raw)
            return;
        m_upgrades.erase(found);
        raw->deleteLater();
    });
    m_server->handleConnection(raw);
}

void LiveLoop::takeUpgraded()
{
    while (QWebSocket *webSocket = m_server->nextPendingConnection()) {
        const auto found = m_upgrades.find(
            Peer{webSocket->peerAddress().toString(), webSocket->peerPort(), webSocket->localPort()});
        if (found == m_upgrades.end()) {
            webSocket->abort();
            webSocket->deleteLater();
            continue;
        }
        const Upgrade upgrade = found->second;
        m_upgrades.erase(found);
        upgrade.opened(webSocket, upgrade.socket);
    }
}

void LiveLoop::openWebSocket(QWebSocket *webSocket, QTcpSocket *socket, const AccessToken &token)
{
    const quint64 key = m_hub.newKey();
    const WebSocketTransport::Inputs inputs{
        [this, key](const QByteArray &text) { heard(key, shared::parseLiveRequest(text)); },
        [this, key] { ponged(key); },
        [this, key] { remove(key); },
    };
    open(key, token,
         std::make_shared<WebSocketTransport>(webSocket, socket, LiveWire::WebSocket, options(), *this,
                                              inputs));
}

LiveSession &LiveLoop::open(quint64 key, const AccessToken &token, std::shared_ptr<LiveTransport> transport)
{
    auto owned = std::make_unique<LiveSession>(*this, key, token, std::move(transport));
    LiveSession &session = *owned;
    m_sessions.emplace(key, std::move(owned));
    m_byUser.insert(token.user, &session);
    m_hub.sessionOpened();
    session.nextPingMs = m_time.elapsed() + options().pingInterval.count();
    lookBy(nextLook(session, m_time.elapsed(), m_hub.clock().nowMs()));
    m_hub.calendar().calendars(
        call(session), {}, [loop = shared_from_this(), key](Result<calendar::CalendarsResponse> result) {
            loop->post([loop = loop.get(), key, result = std::move(result)] { loop->greet(key, result); });
        });
    return session;
}

void LiveLoop::greet(quint64 key, const Result<calendar::CalendarsResponse> &result)
{
    LiveSession *session = this->session(key);
    if (!session || session->isClosing())
        return;
    if (m_hub.isDraining())
        return session->close(LiveClose::GoingAway, "The server ends.");
    if (m_hub.tokens().isRevoked(session->token().session))
        return session->close(LiveClose::SessionEnded, "The session has ended.");
    if (!result)
        return session->close(LiveClose::TryLater, "The calendars can't be reached; try again.");
    session->send(greeting(*session, m_hub.options(), *result));
    m_personal.greet(*session, result->personal_number());
    for (const calendar::Calendar &each : result->calendars())
        m_rooms.enter(*session, idFromBytes<CalendarId>(each.id()), each.seq(),
                      static_cast<shared::Role>(each.role()), Membership::State::Held);
    QTimer::singleShot(options().resumeGrace, this, [this, key] {
        if (LiveSession *held = this->session(key))
            m_rooms.release(*held);
    });
    const auto early = std::move(session->early);
    for (Result<shared::LiveRequest> &request : *early)
        if (!session->isClosing())
            m_commands.run(*session, std::move(request));
}

void LiveLoop::ponged(quint64 key)
{
    if (LiveSession *answering = session(key))
        answering->awaitsPong = false;
}

void LiveLoop::heard(quint64 key, Result<shared::LiveRequest> request)
{
    LiveSession *session = this->session(key);
    if (!session || session->isClosing())
        return;
    session->awaitsPong = false;
    if (!session->early)
        return m_commands.run(*session, std::move(request));
    if (session->early->size() >= kMaxEarly)
        return session->close(LiveClose::TryLater, "Too many requests before the greeting.");
    session->early->push_back(std::move(request));
}

LiveSession *LiveLoop::session(quint64 key) const
{
    const auto found = m_sessions.find(key);
    return found == m_sessions.end() ? nullptr : found->second.get();
}

QList<LiveSession *> LiveLoop::sessionsOf(shared::UserId user) const { return m_byUser.values(user); }

CallContext LiveLoop::call(LiveSession &session) const
{
    const AccessToken &token = session.token();
    return {"live-" + QByteArray::number(session.key()) + '-' + QByteArray::number(++session.requests),
            token.user, token.username, token.session,
            m_hub.clock().nowMs() + m_hub.options().requestDeadline.count()};
}

void LiveLoop::closing(LiveSession &session)
{
    session.closeByMs = m_time.elapsed() + options().closeGrace.count();
    lookBy(session.closeByMs);
    post([this, key = session.key()] {
        if (LiveSession *leaving = this->session(key))
            m_rooms.leaveAll(*leaving);
    });
}

void LiveLoop::closeAll(LiveClose code, const QByteArray &reason)
{
    for (const auto &each : m_sessions)
        each.second->close(code, reason);
    m_socketIo.endWaiting();
}

void LiveLoop::revoked(shared::SessionId revokedSession)
{
    for (const auto &each : m_sessions)
        if (each.second->token().session == revokedSession)
            each.second->close(LiveClose::SessionEnded, "The session has ended.");
}

void LiveLoop::say(const QList<CalendarId> &calendars, shared::UserId sender, bool toAll,
                   const LiveFrame &frame)
{
    ++m_stamp;
    m_rooms.broadcast(calendars, frame, m_stamp);
    for (const auto &each : m_sessions) {
        LiveSession &session = *each.second;
        const bool isMeant = !session.early && (toAll || session.token().user == sender);
        if (isMeant && std::exchange(session.stamp, m_stamp) != m_stamp)
            session.send(frame);
    }
}

void LiveLoop::recheck()
{
    for (const auto &each : m_sessions) {
        LiveSession &session = *each.second;
        if (session.isClosing())
            continue;
        m_personal.lookAgain(session);
        if (session.early)
            continue;
        m_hub.calendar().calendars(
            call(session), {},
            [loop = shared_from_this(), key = each.first](Result<calendar::CalendarsResponse> result) {
                loop->post([loop = loop.get(), key, result = std::move(result)] {
                    if (result)
                        loop->compare(key, *result);
                    else if (LiveSession *unsure = loop->session(key))
                        unsure->close(LiveClose::TryLater, "Connect again and resume.");
                });
            });
    }
}

void LiveLoop::compare(quint64 key, const calendar::CalendarsResponse &response)
{
    LiveSession *session = this->session(key);
    if (!session || session->isClosing())
        return;
    bool same = session->rooms.size() == static_cast<size_t>(response.calendars_size());
    for (const calendar::Calendar &each : response.calendars()) {
        const auto id = idFromBytes<CalendarId>(each.id());
        same = same && std::any_of(session->rooms.begin(), session->rooms.end(), [&](const LiveRoom *room) {
                   return room->calendar == id;
               });
    }
    if (!same)
        session->close(LiveClose::Restart, "Your calendars have changed; connect again.");
}

void LiveLoop::remove(quint64 key)
{
    const auto found = m_sessions.find(key);
    if (found == m_sessions.end())
        return;
    m_rooms.leaveAll(*found->second);
    std::erase(m_gathered, found->second.get());
    m_byUser.remove(found->second->token().user, found->second.get());
    m_sessions.erase(found);
    m_hub.sessionClosed();
}

void LiveLoop::look()
{
    m_lookMs = 0;
    const qint64 now = m_time.elapsed();
    const qint64 epoch = m_hub.clock().nowMs();
    qint64 due = now + options().longestSleep.count();
    for (const auto &each : m_sessions) {
        lookAt(*each.second, now, epoch);
        due = std::min(due, nextLook(*each.second, now, epoch));
    }
    if (!m_sessions.empty())
        lookBy(std::max(due, now + std::min<qint64>(kShortestSleepMs, options().longestSleep.count())));
}

void LiveLoop::lookAt(LiveSession &session, qint64 nowMs, qint64 epochMs)
{
    if (session.isClosing()) {
        if (session.closeByMs <= nowMs)
            session.abort();
        return;
    }
    if (session.token().expiresMs <= epochMs)
        return session.close(LiveClose::SessionEnded, "The token has ended.");
    if (session.nextPingMs > nowMs)
        return;
    if (session.awaitsPong)
        return session.abort();
    session.awaitsPong = true;
    session.nextPingMs = nowMs + options().pingInterval.count();
    session.send(m_ping);
}

qint64 LiveLoop::nextLook(const LiveSession &session, qint64 nowMs, qint64 epochMs) const
{
    if (session.isClosing())
        return session.closeByMs;
    return std::min({session.nextPingMs, nowMs + session.token().expiresMs - epochMs,
                     nowMs + options().longestSleep.count()});
}

void LiveLoop::lookBy(qint64 dueMs)
{
    if (m_lookMs != 0 && m_lookMs <= dueMs)
        return;
    m_lookMs = std::max<qint64>(dueMs, 1);
    if (m_lookTimer)
        m_lookTimer->start(static_cast<int>(std::max<qint64>(0, dueMs - m_time.elapsed())));
}

void LiveLoop::end()
{
    m_lookTimer.reset();
    m_server.reset();
    m_upgrades.clear();
    while (!m_sessions.empty())
        remove(m_sessions.begin()->first);
    m_socketIo.end();
    qDeleteAll(findChildren<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly));
}

}
