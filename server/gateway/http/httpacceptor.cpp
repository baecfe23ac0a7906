#include "server/gateway/http/httpacceptor.h"

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::Done;
using shared::Error;
using shared::ErrorCode;
using shared::Outcome;

namespace {

constexpr int kBacklog = 1024;
constexpr int kRetryMs = 500;

QString whyNot(QAbstractSocket::SocketError error, const QHostAddress &address, quint16 port,
               const QString &systemText)
{
    switch (error) {
    case QAbstractSocket::AddressInUseError:
        return u"Port %1 on %2 is in use by another program"_s.arg(port).arg(address.toString());
    case QAbstractSocket::SocketAccessError:
        return u"Port %1 on %2 may not be opened: ports below 1024 need the right to (CAP_NET_BIND_SERVICE)"_s
            .arg(port)
            .arg(address.toString());
    case QAbstractSocket::SocketAddressNotAvailableError:
        return u"%1 is not an address of this machine"_s.arg(address.toString());
    default:
        return u"Port %1 on %2 can't be opened: %3"_s.arg(port).arg(address.toString(), systemText);
    }
}

}

HttpAcceptor::HttpAcceptor(std::function<void(qintptr)> accepted, std::function<void()> failed,
                           QObject *parent)
    : QTcpServer(parent)
    , m_accepted(std::move(accepted))
{
    setListenBacklogSize(kBacklog);
    m_retry.setSingleShot(true);
    m_retry.setInterval(kRetryMs);
    connect(&m_retry, &QTimer::timeout, this, [this] { resumeAccepting(); });
    connect(this, &QTcpServer::acceptError, this, [this, failed = std::move(failed)] {
        failed();
        m_retry.start();
    });
}

Outcome HttpAcceptor::start(const QHostAddress &address, quint16 port)
{
    if (listen(address, port))
        return Done{};
    return Error{ErrorCode::Unavailable, whyNot(serverError(), address, port, errorString())};
}

void HttpAcceptor::incomingConnection(qintptr descriptor) { m_accepted(descriptor); }

}
