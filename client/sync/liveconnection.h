#pragma once

#include "client/sync/serveraddress.h"
#include "client/sync/syncoptions.h"
#include "client/sync/tlspin.h"

#include <QJsonObject>
#include <QTimer>
#include <QWebSocket>

#include <memory>

namespace hearth::client {

/// One WebSocket to the live API: opened with a token, watched by pings, ended by whatever ends it. Does not
/// reconnect.
class LiveConnection : public QObject {
    Q_OBJECT

public:
    LiveConnection(ServerAddress server, const SyncOptions &options, QObject *parent = nullptr);
    ~LiveConnection() override;

    void open(const QString &accessToken);
    void close();
    bool isOpen() const { return m_greeted; }

Q_SIGNALS:
    /// The server has greeted; the data of its "connect".
    void opened(const QJsonObject &data);
    void received(const QJsonObject &frame);
    /// Once after each open(), also where it never came to be open. WebSocket's close code, or 0 without one.
    void closed(int code, const QString &reason);
    void certificateRefused(const QString &offeredFingerprint);

private:
    void take(const QString &text);
    void end(int code, const QString &reason);

    ServerAddress m_server;
    SyncOptions m_options;
    TlsPin m_pin;
    std::unique_ptr<QWebSocket> m_socket;
    QTimer m_pingTimer;
    QTimer m_pongTimer; ///< also for the handshake and the greeting
    bool m_greeted = false;
};

}
