#include "client/sync/liveconnection.h"

#include <QJsonDocument>
#include <QNetworkRequest>

namespace hearth::client {

using namespace Qt::StringLiterals;

namespace {
constexpr quint64 kMaxFrame = 4 * 1024 * 1024;
}

LiveConnection::LiveConnection(ServerAddress server, const SyncOptions &options, QObject *parent)
    : QObject(parent)
    , m_server(std::move(server))
    , m_options(options)
    , m_pin(m_server.fingerprint())
{
    m_pongTimer.setSingleShot(true);
    connect(&m_pongTimer, &QTimer::timeout, this,
            [this] { end(0, tr("The server does not answer in time.")); });
    connect(&m_pingTimer, &QTimer::timeout, this, [this] {
        m_socket->ping();
        if (!m_pongTimer.isActive())
            m_pongTimer.start(m_options.pongTimeout);
    });
}

LiveConnection::~LiveConnection() { close(); }

void LiveConnection::open(const QString &accessToken)
{
    close();
    m_socket = std::make_unique<QWebSocket>();
    QWebSocket *socket = m_socket.get();
    socket->setMaxAllowedIncomingFrameSize(kMaxFrame);
    socket->setMaxAllowedIncomingMessageSize(kMaxFrame);
    connect(socket, &QWebSocket::textMessageReceived, this, &LiveConnection::take);
    connect(socket, &QWebSocket::pong, &m_pongTimer, &QTimer::stop);
    connect(socket, &QWebSocket::sslErrors, this, [this, socket](const QList<QSslError> &errors) {
        if (m_pin.excuses(errors))
            return socket->ignoreSslErrors(errors);
        Q_EMIT certificateRefused(TlsPin::offered(errors));
    });
    connect(socket, &QWebSocket::disconnected, this,
            [this, socket] { end(static_cast<int>(socket->closeCode()), socket->closeReason()); });
    connect(socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this,
            [this, socket] { end(0, socket->errorString()); });
    if (m_server.isEncrypted())
        socket->setSslConfiguration(m_pin.configuration());
    QNetworkRequest request(m_server.liveUrl());
    request.setRawHeader("Authorization", "Bearer " + accessToken.toLatin1());
    m_pongTimer.start(m_options.requestTimeout);
    socket->open(request);
}

void LiveConnection::close()
{
    m_pingTimer.stop();
    m_pongTimer.stop();
    m_greeted = false;
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->disconnect(&m_pongTimer);
    m_socket->abort();
    m_socket.release()->deleteLater(); // may be the sender of the signal that led here
}

void LiveConnection::take(const QString &text)
{
    const QJsonObject frame = QJsonDocument::fromJson(text.toUtf8()).object();
    if (m_greeted) {
        Q_EMIT received(frame);
        return;
    }
    if (frame.value("event"_L1).toString() != "connect"_L1)
        return end(0, tr("The address answers, but not as Hearth does."));
    m_greeted = true;
    m_pongTimer.stop();
    m_pingTimer.start(m_options.pingInterval);
    Q_EMIT opened(frame.value("data"_L1).toObject());
}

void LiveConnection::end(int code, const QString &reason)
{
    close();
    Q_EMIT closed(code, reason);
}

}
