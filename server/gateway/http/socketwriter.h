#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QTcpSocket>

namespace hearth::server::gateway {

/// Writes to one socket, past Qt's buffer where that is empty: one system call and no write notifier for an
/// answer that the kernel takes whole.
class SocketWriter {
public:
    explicit SocketWriter(QTcpSocket &socket);

    /// Writes both, one after the other. False where the connection is broken.
    bool write(QByteArrayView head, const QByteArray &body);
    /// Bytes that the kernel has not taken yet.
    qint64 pending() const;
    /// Bytes given to write() since the start.
    qint64 total() const { return m_total; }
    /// Tells the peer that nothing more comes, while its bytes can still be read.
    void shutdown();

private:
    qint64 writeDirectly(QByteArrayView head, QByteArrayView body);

    QTcpSocket &m_socket;
    bool m_isTls;
    qint64 m_total = 0;
};

}
