#include "server/gateway/http/socketwriter.h"

#include <QSslSocket>

#include <algorithm>
#include <cerrno>
#include <sys/socket.h>
#include <sys/uio.h>

namespace hearth::server::gateway {

SocketWriter::SocketWriter(QTcpSocket &socket)
    : m_socket(socket)
    , m_isTls(qobject_cast<QSslSocket *>(&socket) != nullptr)
{
}

bool SocketWriter::write(QByteArrayView head, const QByteArray &body)
{
    const qint64 size = head.size() + body.size();
    m_total += size;
    const bool direct = !m_isTls && m_socket.bytesToWrite() == 0;
    const qint64 sent = direct ? writeDirectly(head, body) : 0;
    if (sent < 0)
        return false;
    if (sent < head.size() && m_socket.write(head.data() + sent, head.size() - sent) < 0)
        return false;
    const qint64 bodySent = std::max<qint64>(sent - head.size(), 0);
    if (bodySent == body.size())
        return true;
    return m_socket.write(bodySent == 0 ? body : body.sliced(bodySent)) >= 0;
}

qint64 SocketWriter::writeDirectly(QByteArrayView head, QByteArrayView body)
{
    iovec parts[2] = {{const_cast<char *>(head.data()), size_t(head.size())},
                      {const_cast<char *>(body.data()), size_t(body.size())}};
    msghdr message = {};
    message.msg_iov = parts;
    message.msg_iovlen = body.isEmpty() ? 1 : 2;
    ssize_t sent = -1;
    do {
        sent = ::sendmsg(int(m_socket.socketDescriptor()), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    } while (sent < 0 && errno == EINTR);
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS))
        return 0;
    return sent;
}

qint64 SocketWriter::pending() const
{
    const auto *tls = m_isTls ? static_cast<const QSslSocket *>(&m_socket) : nullptr;
    return m_socket.bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

void SocketWriter::shutdown() { ::shutdown(int(m_socket.socketDescriptor()), SHUT_WR); }

}
