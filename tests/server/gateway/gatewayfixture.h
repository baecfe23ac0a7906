#pragma once

#include "server/gateway/gateway.h"
#include "server/gateway/http/httpserver.h"
#include "server/platform/memorybus.h"
#include "server/platform/memoryonetimestore.h"
#include "server/platform/memoryratelimiter.h"
#include "server/platform/metrics.h"
#include "shared/base/clock.h"
#include "tests/support/fakeauth.h"
#include "tests/support/fakecalendar.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpSocket>
#include <QWebSocket>

#include <memory>

namespace hearth::tests {

/// An answer as the client saw it.
struct HttpAnswer {
    int status = 0;
    QByteArray body;
    QList<QNetworkReply::RawHeaderPair> fields;

    QByteArray field(const QByteArray &name) const;
    QJsonObject json() const;
};

using Fields = QList<std::pair<QByteArray, QByteArray>>;

/// The services behind any number of gateways.
struct FakeServices {
    FakeServices();

    shared::FixedClock clock;
    FakeAuth auth;
    FakeCalendar calendar;
    server::MemoryRateLimiter limiter;
    server::MemoryBus bus;
    server::MemoryOneTimeStore once;
};

/// A gateway with a server of its own on a free port.
class RunningGateway {
public:
    /// No rate limits, and short times.
    static server::gateway::GatewayOptions testOptions();
    explicit RunningGateway(FakeServices &services,
                            const server::gateway::GatewayOptions &options = testOptions());

    QUrl url(const QString &path, const QString &scheme = QStringLiteral("http")) const;
    server::gateway::Gateway &gateway() { return *m_gateway; }

    HttpAnswer request(const QByteArray &method, const QString &path, const QByteArray &body = {},
                       const Fields &fields = {});
    HttpAnswer get(const QString &path, const QByteArray &token = {}, const Fields &fields = {});
    HttpAnswer send(const QByteArray &method, const QString &path, const QJsonObject &body,
                    const QByteArray &token = {}, const Fields &fields = {});

private:
    server::Metrics m_metrics;
    std::unique_ptr<server::gateway::Gateway> m_gateway;
    std::unique_ptr<server::gateway::HttpServer> m_server;
    QNetworkAccessManager m_network;
};

/// A client of the WebSocket that keeps what it hears.
class LiveClient : public QObject {
    Q_OBJECT

public:
    /// Begins to connect.
    LiveClient(RunningGateway &gateway, const QByteArray &token);
    ~LiveClient() override;

    QWebSocket &socket() { return m_socket; }
    void send(const QString &event, const QJsonObject &data = {}, const QString &id = {});
    /// Sends and waits for the answer; an empty object where none comes.
    QJsonObject ask(const QString &event, const QJsonObject &data = {});
    /// Waits until a frame of that event is there and takes it out; an empty object where none comes.
    QJsonObject take(const QString &event, int timeoutMs = 5000);
    /// Waits for the greeting.
    bool isGreeted() { return !take(QStringLiteral("connect")).isEmpty(); }
    /// The frames with a seq so far, in their order.
    QList<qint64> seqs(shared::CalendarId calendar) const;
    int count(const QString &event) const;
    /// Waits for the end; the close code, or 0 where it stays open.
    int waitForClose(int timeoutMs = 5000);
    void clear() { m_frames.clear(); }

private:
    QWebSocket m_socket;
    QList<QJsonObject> m_frames;
    int m_ids = 0;
};

/// The fields of a good upgrade, but for the token.
Fields upgradeFields();

/// A client of the WebSocket that sees the bytes: QWebSocket takes 1012 and 1013 for a protocol error, and
/// reads without being asked.
class RawClient {
public:
    /// Begins to connect.
    RawClient(RunningGateway &gateway, const Fields &fields, const QByteArray &path = "/ws");

    /// Waits until these bytes have come.
    bool hears(const QByteArray &bytes);
    /// Waits for a close frame with that code.
    bool isClosedWith(int code);

    QTcpSocket socket;
    QByteArray heard;
};

/// A gateway, and the calendar "Family" of the user anna with the password "secret".
class LiveWorld : public QObject {
    Q_OBJECT

protected:
    /// Before each test.
    void setUp();
    void tearDown();
    void restart(const server::gateway::GatewayOptions &options);

    /// Of a new session; users are made when they are first named.
    QByteArray token(const QString &username);
    shared::UserId id(const QString &username);
    Fields bearer(const QString &username);
    /// Connected and greeted, or null.
    std::unique_ptr<LiveClient> client(const QString &username);
    /// A request for an event.
    QJsonObject draft(const QString &calendar = QStringLiteral("Family")) const;

    std::unique_ptr<FakeServices> m_services;
    std::unique_ptr<RunningGateway> m_gateway;
    shared::CalendarId m_family;
};

}
