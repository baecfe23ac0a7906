#pragma once

#include "server/gateway/gatewayoptions.h"
#include "server/gateway/live/livetransport.h"

#include <QTcpSocket>
#include <QWebSocket>

#include <functional>

namespace hearth::server::gateway {

/// One WebSocket and the TCP socket under it.
class WebSocketTransport final : public LiveTransport {
public:
    struct Inputs {
        std::function<void(const QByteArray &text)> heard; ///< null for what is no text
        std::function<void()> ponged;
        std::function<void()> gone; ///< later, and also after this has ended
    };
    /// Takes both sockets over; `socket` is the one under `webSocket`. The inputs are called while `context`
    /// lives.
    WebSocketTransport(QWebSocket *webSocket, QTcpSocket *socket, LiveWire wire, const LiveOptions &options,
                       QObject &context, const Inputs &inputs);
    ~WebSocketTransport() override;
    Q_DISABLE_COPY_MOVE(WebSocketTransport)

    LiveWire wire() const override { return m_wire; }
    bool isOpen() const override { return m_socket->state() == QAbstractSocket::ConnectedState; }
    qint64 unsent() const override;
    void write(std::span<const QByteArray> frames) override;
    void close(LiveClose code, const QByteArray &reason) override;
    void abort() override;

private:
    void listen(const LiveOptions &options, QObject &context, const Inputs &inputs);
    void writeSome(std::span<const QByteArray> frames);
    qsizetype takenByKernel(std::span<const QByteArray> frames);

    QWebSocket *const m_webSocket; ///< deleted later, as it may be in one of its own signals
    QTcpSocket *const m_socket;
    const LiveWire m_wire;
    const bool m_plain;
    QMetaObject::Connection m_watch; ///< of what comes in without being read
};

}
