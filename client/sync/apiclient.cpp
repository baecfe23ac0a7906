#include "client/sync/apiclient.h"

#include <QJsonDocument>
#include <QNetworkReply>

namespace hearth::client {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kFreshForMs = 30'000;
constexpr qint64 kUsualLifeSeconds = 600;
constexpr int kOk = 200;
constexpr char kWrongCertificate[] = "hearthWrongCertificate";

bool isCalendar(const QNetworkReply *reply)
{
    return reply->header(QNetworkRequest::ContentTypeHeader).toString().startsWith("text/calendar"_L1);
}

bool isJson(const QNetworkReply *reply)
{
    const QString type = reply->header(QNetworkRequest::ContentTypeHeader).toString();
    return type.startsWith("application/json"_L1) || type.startsWith("application/problem+json"_L1);
}
}

ApiClient::ApiClient(ServerAddress server, const SyncOptions &options, QObject *parent)
    : QObject(parent)
    , m_server(std::move(server))
    , m_options(options)
    , m_pin(m_server.fingerprint())
{
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
}

Tokens ApiClient::tokensFrom(const QJsonObject &body, const shared::Clock &clock)
{
    return {body.value("token"_L1).toString(), body.value("refresh_token"_L1).toString(),
            clock.nowMs() + body.value("expires_in"_L1).toInteger(kUsualLifeSeconds) * 1000};
}

void ApiClient::send(const ApiRequest &request, QObject *context, Finished finished)
{
    if (!request.authorized)
        return perform(request, false, context, finished);
    ensureFresh(context, [this, request, context, finished](const ApiResult &fresh) {
        if (fresh.ok())
            perform(request, true, context, finished);
        else
            finished(fresh);
    });
}

void ApiClient::ensureFresh(QObject *context, Finished finished)
{
    if (!m_refreshing && m_clock.nowMs() + kFreshForMs < m_tokens.expiresMs)
        return finished({});
    m_waiting.append({context, std::move(finished)});
    if (!m_refreshing)
        refresh();
}

void ApiClient::cancelAll() { Q_EMIT cancelled(); }

void ApiClient::perform(const ApiRequest &request, bool mayRefresh, QPointer<QObject> context,
                        const Finished &finished)
{
    QNetworkReply *reply = start(request);
    connect(reply, &QNetworkReply::finished, this, [=, this] {
        reply->deleteLater();
        const ApiResult result = resultOf(reply);
        if (!context)
            return;
        if (!mayRefresh || result.ok() || result.error->failure != Failure::SignedOut)
            return finished(result);
        expireToken();
        ensureFresh(context, [this, request, context, finished](const ApiResult &fresh) {
            if (fresh.ok())
                perform(request, false, context, finished);
            else
                finished(fresh);
        });
    });
}

void ApiClient::refresh()
{
    m_refreshing = true;
    ApiRequest request{"POST", u"/api/user/refresh"_s};
    request.body = QJsonObject{{u"refresh_token"_s, m_tokens.refresh}};
    request.authorized = false;
    perform(request, false, this, [this](const ApiResult &result) { finishRefresh(result); });
}

void ApiClient::finishRefresh(const ApiResult &result)
{
    m_refreshing = false;
    ApiResult outcome = result;
    if (result.ok()) {
        m_tokens = tokensFrom(result.body, m_clock);
        Q_EMIT tokensChanged(m_tokens);
    } else if (result.error->failure == Failure::Refused) {
        outcome.error->failure = Failure::SignedOut;
    }
    const QList<Waiting> waiting = std::exchange(m_waiting, {});
    for (const Waiting &each : waiting)
        if (each.context)
            each.finished(outcome);
}

QNetworkReply *ApiClient::start(const ApiRequest &request)
{
    QUrl url = m_server.apiUrl(request.path);
    url.setQuery(request.query);
    QNetworkRequest http(url);
    http.setTransferTimeout(static_cast<int>(m_options.requestTimeout.count()));
    http.setHeader(QNetworkRequest::UserAgentHeader, u"Hearth/%1"_s.arg(QStringLiteral(HEARTH_VERSION)));
    if (m_server.isEncrypted())
        http.setSslConfiguration(m_pin.configuration());
    if (request.authorized)
        http.setRawHeader("Authorization", "Bearer " + m_tokens.access.toLatin1());
    if (!request.idempotencyKey.isEmpty())
        http.setRawHeader("Idempotency-Key", request.idempotencyKey);
    QByteArray body;
    if (request.body) {
        http.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        body = QJsonDocument(*request.body).toJson(QJsonDocument::Compact);
    }
    if (!request.calendarText.isEmpty()) {
        http.setHeader(QNetworkRequest::ContentTypeHeader, u"text/calendar; charset=utf-8"_s);
        body = request.calendarText;
    }
    QNetworkReply *reply = m_network.sendCustomRequest(http, request.verb, body);
    guardCertificate(reply);
    connect(this, &ApiClient::cancelled, reply, &QNetworkReply::abort);
    return reply;
}

void ApiClient::guardCertificate(QNetworkReply *reply)
{
    connect(reply, &QNetworkReply::sslErrors, this, [this, reply](const QList<QSslError> &errors) {
        if (m_pin.excuses(errors))
            return reply->ignoreSslErrors(errors);
        reply->setProperty(kWrongCertificate, TlsPin::offered(errors));
    });
    // After the handshake, before the first byte of the request.
    connect(reply, &QNetworkReply::encrypted, this, [this, reply] {
        const QSslCertificate certificate = reply->sslConfiguration().peerCertificate();
        if (m_pin.accepts(certificate))
            return;
        reply->setProperty(kWrongCertificate, TlsPin::fingerprintOf(certificate));
        reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [this, reply] {
        const QVariant offered = reply->property(kWrongCertificate);
        if (offered.isValid())
            Q_EMIT certificateRefused(offered.toString());
    });
}

ApiResult ApiClient::resultOf(QNetworkReply *reply) const
{
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // An answer that is cut off has a status and an error: it is no answer.
    const bool cutOff =
        reply->error() != QNetworkReply::NoError && reply->error() < QNetworkReply::ContentAccessDenied;
    if (status == 0 || cutOff)
        return {{}, transportError(reply)};
    const QByteArray content = reply->readAll();
    if (status == kOk && isCalendar(reply))
        return {{{u"text"_s, QString::fromUtf8(content)}}, std::nullopt};
    const QJsonDocument document = QJsonDocument::fromJson(content);
    const bool isProper = isJson(reply) && document.isObject();
    if (status >= 200 && status < 300 && (isProper || status == 204))
        return {document.object(), std::nullopt};
    return {{},
            apiErrorOf(status < 400 ? 404 : status, isProper && status >= 400, document.object(),
                       reply->rawHeader("Retry-After").toInt())};
}

ApiError ApiClient::transportError(const QNetworkReply *reply) const
{
    if (reply->property(kWrongCertificate).isValid()) {
        ApiError error = noAnswer(
            m_pin.isSet() ? tr("The server has another certificate than the one that you trusted. Either it "
                               "was set up anew, or somebody is between you and it.")
                          : tr("The server's certificate is not known."),
            m_pin.isSet() ? u"certificate_changed"_s : u"unknown_certificate"_s);
        error.failure = Failure::WrongServer;
        return error;
    }
    if (reply->error() == QNetworkReply::HostNotFoundError)
        return noAnswer(tr("There is no server of the name %1.").arg(m_server.url().host()),
                        u"host_not_found"_s);
    if (reply->error() == QNetworkReply::OperationCanceledError
        || reply->error() == QNetworkReply::TimeoutError)
        return noAnswer(tr("%1 does not answer in time.").arg(m_server.displayName()), u"timeout"_s);
    return noAnswer(tr("%1 can't be reached.").arg(m_server.displayName()), u"unreachable"_s);
}

}
