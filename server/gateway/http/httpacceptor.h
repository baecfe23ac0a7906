#pragma once

#include "shared/base/result.h"

#include <QTcpServer>
#include <QTimer>

#include <functional>

namespace hearth::server::gateway {

/// The listening socket; hands out descriptors instead of sockets, so that each can go to its own thread.
class HttpAcceptor final : public QTcpServer {
public:
    HttpAcceptor(std::function<void(qintptr)> accepted, std::function<void()> failed, QObject *parent);

    /// Listens; the error is for an administrator.
    shared::Outcome start(const QHostAddress &address, quint16 port);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    std::function<void(qintptr)> m_accepted;
    QTimer m_retry; ///< after accept() failed for want of descriptors
};

}
