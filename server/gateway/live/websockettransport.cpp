#include "server/gateway/live/websockettransport.h"

#include "server/gateway/live/socketmemory.h"

#include <QSslSocket>

#include <array>
#include <sys/socket.h>
#include <sys/uio.h>

namespace hearth::server::gateway {

namespace {
constexpr size_t kFramesAtOnce = 64;
}

WebSocketTransport::WebSocketTransport(QWebSocket *webSocket, QTcpSocket *socket, LiveWire wire,
                                       const LiveOptions &options, QObject &context, const Inputs &inputs)
    : m_webSocket(webSocket)
    , m_socket(socket)
    , m_wire(wire)
    , m_plain(!qobject_cast<QSslSocket *>(socket))
{
    keepNoIdleBuffers(*socket);
    m_webSocket->setMaxAllowedIncomingMessageSize(static_cast<quint64>(options.maxMessage));
    m_webSocket->setMaxAllowedIncomingFrameSize(static_cast<quint64>(options.maxMessage));
    listen(options, context, inputs);
}

WebSocketTransport::~WebSocketTransport()
{
    QObject::disconnect(m_watch);
    m_webSocket->disconnect();
    m_webSocket->abort();
    m_webSocket->deleteLater();
}

void WebSocketTransport::listen(const LiveOptions &options, QObject &context, const Inputs &inputs)
{
    QObject::connect(m_webSocket, &QWebSocket::textMessageReceived, &context,
                     [heard = inputs.heard](const QString &text) { heard(text.toUtf8()); });
    QObject::connect(m_webSocket, &QWebSocket::binaryMessageReceived, &context,
                     [heard = inputs.heard] { heard({}); });
    QObject::connect(m_webSocket, &QWebSocket::pong, &context, inputs.ponged);
    QObject::connect(m_webSocket, &QWebSocket::disconnected, &context, inputs.gone, Qt::QueuedConnection);
    // A peer that sends pings and never reads the pongs.
    m_watch =
        QObject::connect(m_socket, &QTcpSocket::readyRead, &context, [this, bound = 2 * options.sendBuffer] {
            if (unsent() > bound)
                abort();
        });
}

qint64 WebSocketTransport::unsent() const
{
    const auto *tls = m_plain ? nullptr : static_cast<const QSslSocket *>(m_socket);
    return m_socket->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

void WebSocketTransport::write(std::span<const QByteArray> frames)
{
    for (size_t first = 0; first < frames.size(); first += kFramesAtOnce)
        writeSome(frames.subspan(first, std::min(kFramesAtOnce, frames.size() - first)));
}

void WebSocketTransport::writeSome(std::span<const QByteArray> frames)
{
    qsizetype sent = takenByKernel(frames);
    for (const QByteArray &frame : frames) {
        const qsizetype skip = std::min(sent, frame.size());
        sent -= skip;
        if (skip < frame.size())
            m_socket->write(frame.constData() + skip, frame.size() - skip);
    }
}

// A write notifier for each frame costs more than all else about it, so the kernel takes what it can first.
qsizetype WebSocketTransport::takenByKernel(std::span<const QByteArray> frames)
{
    if (!m_plain || m_socket->bytesToWrite() > 0)
        return 0;
    std::array<iovec, kFramesAtOnce> parts;
    for (size_t i = 0; i < frames.size(); ++i)
        parts[i] = {const_cast<char *>(frames[i].constData()), static_cast<size_t>(frames[i].size())};
    msghdr message{};
    message.msg_iov = parts.data();
    message.msg_iovlen = frames.size();
    return std::max<ssize_t>(
        0, sendmsg(static_cast<int>(m_socket->socketDescriptor()), &message, MSG_DONTWAIT | MSG_NOSIGNAL));
}

void WebSocketTransport::close(LiveClose code, const QByteArray &reason)
{
    m_socket->write(closeFrame(code, reason));
    m_socket->flush();
}

void WebSocketTransport::abort() { m_webSocket->abort(); }

}
