#pragma once

#include "server/gateway/socketio/enginesession.h"

#include <QHash>

#include <memory>

namespace hearth::server::gateway {

class LiveLoop;

/// The sessions of Engine.IO of one IO thread. Lives on that thread.
class SocketIoLoop {
public:
    explicit SocketIoLoop(LiveLoop &live);

    /// A first poll or a first WebSocket.
    void open(const EngineOpening &opening, const ExchangePtr &exchange);
    void open(EngineOpening opening, QWebSocket *webSocket, QTcpSocket *socket);
    void poll(const QByteArray &sid, const ExchangePtr &exchange);
    void post(const QByteArray &sid, const ExchangePtr &exchange);
    /// Takes over the socket of an upgrade to which the session shall move.
    void adopt(const QByteArray &sid, std::unique_ptr<QTcpSocket> socket);
    /// Ends the sessions that have not named a token.
    void endWaiting();
    void end();

    /// For the sessions.
    LiveLoop &live() { return m_live; }
    void connected(const EngineSession &session);
    void endProbeLater(const QByteArray &sid, quint32 number);
    void ended(const EngineSession &session);

private:
    std::shared_ptr<EngineSession> make(const EngineOpening &opening);
    std::shared_ptr<EngineSession> find(const QByteArray &sid, const ExchangePtr &exchange) const;

    LiveLoop &m_live;
    QHash<QByteArray, std::shared_ptr<EngineSession>> m_sessions;
};

}
