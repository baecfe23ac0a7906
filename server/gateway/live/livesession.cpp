#include "server/gateway/live/livesession.h"

#include "server/gateway/live/livehub.h"
#include "server/gateway/live/liveloop.h"

#include <QSslSocket>

#include <sys/socket.h>

namespace hearth::server::gateway {

LiveSession::LiveSession(LiveLoop &loop, quint64 key, AccessToken token, QWebSocket *webSocket,
                         QTcpSocket *socket)
    : early(std::make_unique<QByteArrayList>())
    , m_loop(loop)
    , m_key(key)
    , m_token(std::move(token))
    , m_webSocket(webSocket)
    , m_socket(socket)
    , m_plain(!qobject_cast<QSslSocket *>(socket))
{
}

LiveSession::~LiveSession()
{
    m_webSocket->disconnect();
    m_webSocket->abort();
    m_webSocket->deleteLater();
}

qint64 LiveSession::unsent() const
{
    const auto *tls = m_plain ? nullptr : static_cast<const QSslSocket *>(m_socket);
    return m_socket->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

void LiveSession::send(const QByteArray &frame)
{
    const qint64 waiting = unsent();
    m_fetched = std::min(m_fetched, waiting);
    if (waiting - m_fetched + frame.size() <= m_loop.options().sendBuffer)
        return write(frame);
    if (!m_closing)
        m_loop.hub().cutOff();
    close(LiveClose::TryLater, "The connection does not read; resume after connecting again.");
}

void LiveSession::sendFetched(const QByteArray &frame)
{
    write(frame);
    m_fetched = unsent();
}

void LiveSession::write(const QByteArray &frame)
{
    if (m_closing || m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    // A write notifier for each frame costs more than all else about it, so the kernel takes what it can
    // first.
    qsizetype sent = 0;
    if (m_plain && m_socket->bytesToWrite() == 0)
        sent = qMax<ssize_t>(0,
                             ::send(static_cast<int>(m_socket->socketDescriptor()), frame.constData(),
                                    static_cast<size_t>(frame.size()), MSG_DONTWAIT | MSG_NOSIGNAL));
    if (sent < frame.size())
        m_socket->write(frame.constData() + sent, frame.size() - sent);
}

void LiveSession::close(LiveClose code, const QByteArray &reason)
{
    if (m_closing)
        return;
    m_closing = true;
    m_socket->write(closeFrame(code, reason));
    m_socket->flush();
    m_loop.closing(*this);
}

void LiveSession::abort()
{
    m_closing = true;
    m_webSocket->abort();
}

}
