#pragma once

#include "client/sync/apierror.h"
#include "client/sync/serveraddress.h"
#include "client/sync/syncoptions.h"
#include "client/sync/tlspin.h"
#include "client/sync/tokens.h"
#include "shared/base/clock.h"

#include <QNetworkAccessManager>
#include <QPointer>
#include <QUrlQuery>

#include <functional>

namespace hearth::client {

struct ApiRequest {
    QByteArray verb = "GET";
    QString path; ///< "/api/v1/calendars"
    QUrlQuery query = {};
    std::optional<QJsonObject> body = {};
    QByteArray calendarText = {}; ///< iCalendar as the body, in the place of JSON
    QByteArray idempotencyKey = {};
    bool authorized = true;
};

/// Requests to one server's HTTP API, as one signed-in person or nobody. Refreshes the token when it is about
/// to end or is refused, once. Nothing is sent before the server's certificate is known to be the right one.
class ApiClient : public QObject {
    Q_OBJECT

public:
    ApiClient(ServerAddress server, const SyncOptions &options, QObject *parent = nullptr);

    const ServerAddress &server() const { return m_server; }
    void setTokens(const Tokens &tokens) { m_tokens = tokens; }
    const Tokens &tokens() const { return m_tokens; }
    /// What a login's or a refresh's answer holds.
    static Tokens tokensFrom(const QJsonObject &body, const shared::Clock &clock);

    using Finished = std::function<void(const ApiResult &)>;
    /// `finished` is called later, unless `context` is gone by then.
    void send(const ApiRequest &request, QObject *context, Finished finished);
    /// Calls back when the token holds for a while.
    void ensureFresh(QObject *context, Finished finished);
    /// The next ensureFresh() refreshes, whatever the clock says.
    void expireToken() { m_tokens.expiresMs = 0; }
    void cancelAll();

Q_SIGNALS:
    /// A refresh gave new ones; the old are worth nothing any more.
    void tokensChanged(const hearth::client::Tokens &tokens);
    /// The server's certificate is not the pinned one, or not trusted and unknown.
    void certificateRefused(const QString &offeredFingerprint);
    void cancelled();

private:
    void perform(const ApiRequest &request, bool mayRefresh, QPointer<QObject> context,
                 const Finished &finished);
    void refresh();
    void finishRefresh(const ApiResult &result);
    QNetworkReply *start(const ApiRequest &request);
    void guardCertificate(QNetworkReply *reply);
    ApiResult resultOf(QNetworkReply *reply) const;
    ApiError transportError(const QNetworkReply *reply) const;

    struct Waiting {
        QPointer<QObject> context;
        Finished finished;
    };
    ServerAddress m_server;
    SyncOptions m_options;
    TlsPin m_pin;
    Tokens m_tokens;
    shared::SystemClock m_clock;
    QNetworkAccessManager m_network;
    QList<Waiting> m_waiting; ///< for the refresh that is under way
    bool m_refreshing = false;
};

}
