#pragma once

#include "server/gateway/exchange.h"
#include "server/gateway/gatewayoptions.h"
#include "server/gateway/http/connectionlimits.h"

#include <QHash>

#include <memory>
#include <mutex>

namespace hearth::server::gateway {

class LiveHub;
class LiveLoop;

/// The door to Socket.IO: looks at the requests of Engine.IO 4 and brings each to the IO thread where its
/// session lives. Thread-safe.
class SocketIoHub {
public:
    explicit SocketIoHub(LiveHub &live);

    static bool isPath(const QString &path);
    /// 128 bits of the system's random source, as text for URLs.
    static QByteArray newSid();

    /// A poll, the first of which opens a session.
    void poll(const ExchangePtr &exchange);
    /// Packets of a client that polls.
    void post(const ExchangePtr &exchange);
    /// Answers a browser that asks beforehand (CORS).
    void preflight(const ExchangePtr &exchange);
    /// A WebSocket, for a session of its own or for one that polls.
    void upgrade(const HttpRequest &head, const UpgradeResponder &responder);

    /// For the loops: whether one more session may begin. remove() is owed for each that may.
    bool admit(const QHostAddress &peer);
    void add(const QByteArray &sid, const std::shared_ptr<LiveLoop> &loop);
    /// The session has named a token: from now on its address' limit does not count it.
    void connected(const QHostAddress &peer);
    void remove(const QByteArray &sid, const QHostAddress &peer, bool wasConnected);

private:
    void open(const ExchangePtr &exchange);
    std::shared_ptr<LiveLoop> loopOf(const QByteArray &sid);
    bool allowOrigin(const ExchangePtr &exchange) const;

    LiveHub &m_live;
    ConnectionLimits m_limits;
    std::mutex m_mutex;
    QHash<QByteArray, std::weak_ptr<LiveLoop>> m_loops; ///< by session
};

}
