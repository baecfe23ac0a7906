#include "server/gateway/live/livesession.h"

#include "server/gateway/live/livehub.h"
#include "server/gateway/live/liveloop.h"

#include <QSslSocket>

#include <array>
#include <sys/socket.h>
#include <sys/uio.h>

namespace hearth::server::gateway {

namespace {
constexpr qint64 kMaxGathered = 64 * 1024; // bytes; more brings nothing and would count as not read
constexpr size_t kFramesAtOnce = 64;
}

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
    return m_gatheredBytes + m_socket->bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

bool LiveSession::hasRoomFor(const QByteArray &frame)
{
    const qint64 waiting = unsent();
    m_fetched = std::min(m_fetched, waiting);
    return waiting - m_fetched + frame.size() <= m_loop.options().sendBuffer;
}

void LiveSession::send(const QByteArray &frame)
{
    // What is only gathered has not been offered to the peer yet, and says nothing of it.
    if (!hasRoomFor(frame))
        flush();
    if (hasRoomFor(frame))
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
    if (m_gathered.empty())
        m_loop.gather(*this);
    m_gathered.push_back(frame);
    m_gatheredBytes += frame.size();
    if (m_gatheredBytes >= kMaxGathered || !m_loop.isGathering())
        flush();
}

void LiveSession::flush()
{
    const auto frames = std::exchange(m_gathered, {});
    m_gatheredBytes = 0;
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    for (size_t first = 0; first < frames.size(); first += kFramesAtOnce)
        write(std::span(frames).subspan(first, std::min(kFramesAtOnce, frames.size() - first)));
}

void LiveSession::write(std::span<const QByteArray> frames)
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
qsizetype LiveSession::takenByKernel(std::span<const QByteArray> frames)
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

void LiveSession::close(LiveClose code, const QByteArray &reason)
{
    if (m_closing)
        return;
    flush();
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
