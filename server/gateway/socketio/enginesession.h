#pragma once

#include "server/gateway/exchange.h"
#include "server/gateway/live/websockettransport.h"
#include "server/gateway/socketio/enginepacket.h"
#include "server/gateway/socketio/socketpacket.h"
#include "server/platform/accesstoken.h"

#include <QByteArrayList>
#include <QHostAddress>

#include <memory>

namespace hearth::server::gateway {

class SocketIoLoop;

/// Who has opened a session of Engine.IO.
struct EngineOpening {
    QByteArray sid;
    QByteArray token; ///< of the header; empty without one
    QHostAddress peer;
};

/// One session of Engine.IO 4, over polls, over a WebSocket, or on its way from the one to the other, and the
/// packets of Socket.IO in it. When the client has named a token that counts, it is the transport of a
/// LiveSession. Lives on its loop's thread.
class EngineSession final : public LiveTransport, public std::enable_shared_from_this<EngineSession> {
public:
    EngineSession(SocketIoLoop &loop, EngineOpening opening);
    Q_DISABLE_COPY_MOVE(EngineSession)

    /// Answers a poll with the session's id, or sends it over the WebSocket.
    void open(const ExchangePtr &exchange);
    void open(QWebSocket *webSocket, QTcpSocket *socket);
    /// Answers when there is something to say. One poll at a time: a second one ends the session.
    void poll(const ExchangePtr &exchange);
    /// Takes the packets of the body.
    void post(const ExchangePtr &exchange);
    /// A WebSocket to which the session can move from its polls.
    void probe(QWebSocket *webSocket, QTcpSocket *socket);
    /// Time is over for a client that has not named a token.
    void endUnlessConnected();
    /// Time is over for a WebSocket to which the session has not moved.
    void endProbe(quint32 number);
    void end();

    const EngineOpening &opening() const { return m_opening; }
    /// Of the LiveSession; 0 before there is one.
    quint64 key() const { return m_key; }

    LiveWire wire() const override { return m_link ? LiveWire::SocketIo : LiveWire::SocketIoPolling; }
    bool isOpen() const override;
    qint64 unsent() const override { return m_link ? m_link->unsent() : m_outboxBytes; }
    void write(std::span<const QByteArray> frames) override;
    void close(LiveClose code, const QByteArray &reason) override;
    void abort() override { end(); }

private:
    enum class Stage {
        Opened, ///< waits for CONNECT
        Verifying, ///< the token's answer is on its way
        Connected,
        Closing, ///< the last words wait for the peer
        Ended,
    };

    std::unique_ptr<WebSocketTransport> transport(QWebSocket *webSocket, QTcpSocket *socket);
    void socketGone(quint32 number);
    void heard(const QByteArray &text);
    void heardProbe(const QByteArray &text);
    void moveToProbe();
    void take(const EnginePacket &packet);
    void take(const SocketPacket &packet);
    void connect(const SocketPacket &packet);
    void verified(const shared::Result<AccessToken> &token);
    void request(const SocketPacket &packet);

    QByteArray handshake() const;
    void say(const QByteArray &packet);
    void answerPoll();
    void answerIdlePoll(EnginePacket::Type type = EnginePacket::Type::Noop);

    SocketIoLoop &m_loop;
    const EngineOpening m_opening;
    Stage m_stage = Stage::Opened;
    quint64 m_key = 0;
    std::unique_ptr<WebSocketTransport> m_link; ///< null while the client polls
    std::unique_ptr<WebSocketTransport> m_probe;
    quint32 m_socketNumber = 0; ///< of the newest of the two
    bool m_probed = false; ///< the client has tried the probe, and polls no longer wait
    ExchangePtr m_poll; ///< waits for its answer
    QByteArrayList m_outbox; ///< packets for the next poll
    qint64 m_outboxBytes = 0;
    int m_refused = 0; ///< tokens that did not count
};

}
