#include "server/gateway/socketio/socketioloop.h"

#include "server/gateway/live/livehub.h"
#include "server/gateway/socketio/engineanswer.h"
#include "server/gateway/socketio/socketiohub.h"

#include <QTimer>

namespace hearth::server::gateway {

SocketIoLoop::SocketIoLoop(LiveLoop &live)
    : m_live(live)
{
}

void SocketIoLoop::open(const EngineOpening &opening, const ExchangePtr &exchange)
{
    make(opening)->open(exchange);
}

void SocketIoLoop::open(EngineOpening opening, QWebSocket *webSocket, QTcpSocket *socket)
{
    if (!m_live.hub().socketIo().admit(opening.peer)) {
        webSocket->abort();
        webSocket->deleteLater();
        return;
    }
    make(opening)->open(webSocket, socket);
}

std::shared_ptr<EngineSession> SocketIoLoop::make(const EngineOpening &opening)
{
    auto session = std::make_shared<EngineSession>(*this, opening);
    m_sessions.insert(opening.sid, session);
    m_live.hub().socketIo().add(opening.sid, m_live.shared_from_this());
    QTimer::singleShot(m_live.options().connectGrace, &m_live, [waiting = std::weak_ptr(session)] {
        if (const auto late = waiting.lock())
            late->endUnlessConnected();
    });
    return session;
}

std::shared_ptr<EngineSession> SocketIoLoop::find(const QByteArray &sid, const ExchangePtr &exchange) const
{
    auto session = m_sessions.value(sid);
    if (!session)
        exchange->send(engineRefusal(EngineError::UnknownSession));
    return session;
}

void SocketIoLoop::poll(const QByteArray &sid, const ExchangePtr &exchange)
{
    if (const auto session = find(sid, exchange))
        session->poll(exchange);
}

void SocketIoLoop::post(const QByteArray &sid, const ExchangePtr &exchange)
{
    if (const auto session = find(sid, exchange))
        session->post(exchange);
}

void SocketIoLoop::adopt(const QByteArray &sid, std::unique_ptr<QTcpSocket> socket)
{
    m_live.adopt(std::move(socket), [this, sid](QWebSocket *webSocket, QTcpSocket *under) {
        if (const auto session = m_sessions.value(sid))
            return session->probe(webSocket, under);
        webSocket->abort();
        webSocket->deleteLater();
    });
}

void SocketIoLoop::connected(const EngineSession &session)
{
    m_live.hub().socketIo().connected(session.opening().peer);
}

void SocketIoLoop::endProbeLater(const QByteArray &sid, quint32 number)
{
    QTimer::singleShot(m_live.options().connectGrace, &m_live, [this, sid, number] {
        const auto session = m_sessions.value(sid);
        if (session && session->wire() == LiveWire::SocketIoPolling)
            session->endProbe(number);
    });
}

void SocketIoLoop::ended(const EngineSession &session)
{
    m_live.hub().socketIo().remove(session.opening().sid, session.opening().peer, session.key() != 0);
    // Later, as it may be the LiveSession itself that has ended it.
    if (session.key() != 0)
        m_live.post([live = &m_live, key = session.key()] { live->remove(key); });
    m_sessions.remove(session.opening().sid);
}

void SocketIoLoop::endWaiting()
{
    for (const auto &session : QHash(m_sessions))
        session->endUnlessConnected();
}

void SocketIoLoop::end()
{
    for (const auto &session : QHash(m_sessions))
        session->end();
}

}
