#include "server/gateway/http/httpworker.h"

#include "server/gateway/http/httpconnection.h"

#include <QRandomGenerator>
#include <QSslSocket>

#include <algorithm>
#include <array>
#include <unistd.h>

namespace hearth::server::gateway {

namespace {

constexpr qint64 kReadBuffer = 64 * 1024;

void appendHex(QByteArray &out, quint64 number)
{
    std::array<char, 16> digits;
    for (size_t i = digits.size(); i-- > 0; number >>= 4)
        digits[i] = "0123456789abcdef"[number & 0xf];
    out.append(digits.data(), qsizetype(digits.size()));
}

}

AcceptedSocket::AcceptedSocket(qintptr descriptor, QHostAddress peer, std::shared_ptr<HttpEdge> edge)
    : m_descriptor(descriptor)
    , m_peer(std::move(peer))
    , m_edge(std::move(edge))
{
}

AcceptedSocket::~AcceptedSocket()
{
    if (m_descriptor < 0)
        return;
    ::close(int(m_descriptor));
    m_edge->limits.close(m_peer);
}

qintptr AcceptedSocket::release() { return std::exchange(m_descriptor, -1); }

UpgradedLease::UpgradedLease(std::shared_ptr<HttpEdge> edge, QTcpSocket *socket)
    : QObject(socket)
    , m_edge(std::move(edge))
{
}

UpgradedLease::~UpgradedLease() { m_edge->limits.closeUpgraded(); }

HttpWorker::HttpWorker(std::shared_ptr<HttpEdge> edge)
    : m_edge(std::move(edge))
    , m_mailbox(std::make_shared<HttpMailbox>(*this, *this))
    , m_wheel([this](quint64 id, qint64 scheduledMs) {
        if (HttpConnection *connection = find(id))
            connection->checkDeadline(scheduledMs);
    })
    , m_scratch(std::max(kReadBuffer, m_edge->options.headerLimit + 1), Qt::Uninitialized)
    , m_requestIdBase(QRandomGenerator::global()->generate64())
{
}

HttpWorker::~HttpWorker()
{
    m_mailbox->close();
    for (HttpConnection *connection : connections()) {
        connection->abort();
        delete connection;
    }
}

void HttpWorker::adopt(AcceptedSocket &accepted, const std::optional<QSslConfiguration> &tls,
                       std::optional<HttpCut> refusal)
{
    if (m_draining)
        return;
    std::unique_ptr<QTcpSocket> socket;
    if (tls) {
        auto secure = std::make_unique<QSslSocket>();
        secure->setSslConfiguration(*tls);
        socket = std::move(secure);
    } else {
        socket = std::make_unique<QTcpSocket>();
    }
    socket->setReadBufferSize(readBufferSize());
    const qintptr descriptor = accepted.release();
    if (!socket->setSocketDescriptor(descriptor)) {
        ::close(int(descriptor));
        m_edge->limits.close(accepted.peer());
        return;
    }
    const quint64 id = ++m_lastId;
    auto *connection = new HttpConnection(*this, id, std::move(socket), accepted.peer());
    m_connections.emplace(id, connection);
    connection->start(refusal);
}

void HttpWorker::drain()
{
    m_draining = true;
    for (HttpConnection *connection : connections())
        connection->drain();
    if (m_connections.empty())
        Q_EMIT drained();
}

void HttpWorker::abortAll()
{
    for (HttpConnection *connection : connections())
        connection->abort();
}

QByteArray HttpWorker::takeBuffer()
{
    QByteArray buffer = std::exchange(m_spareBuffer, QByteArray());
    if (buffer.capacity() == 0)
        buffer.reserve(kReadBuffer);
    return buffer;
}

void HttpWorker::giveBuffer(QByteArray buffer)
{
    buffer.resize(0);
    m_spareBuffer = std::move(buffer);
}

QByteArray HttpWorker::newRequestId()
{
    QByteArray id;
    id.reserve(16);
    // odd, so a bijection of the counter: ids differ, and don't tell how many there were
    constexpr quint64 kScatter = 0x9e3779b97f4a7c15;
    appendHex(id, m_requestIdBase + ++m_requests * kScatter);
    return id;
}

void HttpWorker::forget(quint64 id)
{
    m_connections.erase(id);
    if (m_draining && m_connections.empty())
        Q_EMIT drained();
}

bool HttpWorker::event(QEvent *event)
{
    if (event->type() != HttpMailbox::kWakeUp)
        return QObject::event(event);
    m_mailbox->collect();
    return true;
}

void HttpWorker::deliver(const HttpAddress &address, HttpVerdict verdict)
{
    if (HttpConnection *connection = find(address.connection))
        connection->take(address.sequence, std::move(verdict));
}

HttpConnection *HttpWorker::find(quint64 id) const
{
    const auto found = m_connections.find(id);
    return found == m_connections.end() ? nullptr : found->second;
}

std::vector<HttpConnection *> HttpWorker::connections() const
{
    std::vector<HttpConnection *> all;
    all.reserve(m_connections.size());
    for (const auto &[id, connection] : m_connections)
        all.push_back(connection);
    return all;
}

}
