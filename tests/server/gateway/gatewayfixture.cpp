#include "tests/server/gateway/gatewayfixture.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QNetworkReply>
#include <QTest>
#include <QTimer>

namespace hearth::tests {

using namespace Qt::StringLiterals;
using namespace hearth::server::gateway;

namespace {
constexpr qint64 kNow = 1'790'000'000'000; // 2026-09-21

QNetworkRequest requestFor(const QUrl &url, const Fields &fields)
{
    QNetworkRequest request(url);
    request.setTransferTimeout(10'000);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    // Cookies are the tests' own business.
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    for (const auto &[name, value] : fields)
        request.setRawHeader(name, value);
    return request;
}
}

QByteArray HttpAnswer::field(const QByteArray &name) const
{
    for (const auto &[each, value] : fields)
        if (each.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

QJsonObject HttpAnswer::json() const { return QJsonDocument::fromJson(body).object(); }

FakeServices::FakeServices()
    : clock(kNow)
    , auth(clock)
    , calendar(clock)
    , limiter(clock)
    , once(clock)
{
}

GatewayOptions RunningGateway::testOptions()
{
    GatewayOptions options;
    QLoggingCategory::setFilterRules(u"hearth.http.info=false"_s);
    options.serverName = u"Test"_s;
    options.limitsEnabled = false;
    options.live.resumeGrace = std::chrono::milliseconds(50);
    options.live.presenceWindow = std::chrono::milliseconds(30);
    options.live.longestSleep = std::chrono::milliseconds(20);
    options.live.closeGrace = std::chrono::milliseconds(200);
    options.live.rewatchDelay = std::chrono::milliseconds(20);
    return options;
}

RunningGateway::RunningGateway(FakeServices &services, const GatewayOptions &options)
    : m_gateway(std::make_unique<Gateway>(options, services.auth, services.calendar, services.limiter,
                                          services.bus, services.once, m_metrics, services.clock))
{
    HttpServerOptions http;
    http.port = 0;
    http.ioThreads = 2;
    m_server = std::make_unique<HttpServer>(http, *m_gateway, &m_gateway->observer());
    const auto listening = m_server->listen();
    if (!listening)
        qFatal("%s", qPrintable(listening.error().message));
}

QUrl RunningGateway::url(const QString &path, const QString &scheme) const
{
    return QUrl(u"%1://127.0.0.1:%2%3"_s.arg(scheme).arg(m_server->port()).arg(path));
}

HttpAnswer RunningGateway::request(const QByteArray &method, const QString &path, const QByteArray &body,
                                   const Fields &fields)
{
    const QNetworkRequest request = requestFor(url(path), fields);
    // Sent as a custom method, QNetworkAccessManager would wait for its body.
    const std::unique_ptr<QNetworkReply> reply(
        method == "HEAD" ? m_network.head(request) : m_network.sendCustomRequest(request, method, body));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(),
            reply->rawHeaderPairs()};
}

HttpAnswer RunningGateway::get(const QString &path, const QByteArray &token, const Fields &fields)
{
    Fields all = fields;
    if (!token.isEmpty())
        all.emplace_back("Authorization", "Bearer " + token);
    return request("GET", path, {}, all);
}

HttpAnswer RunningGateway::send(const QByteArray &method, const QString &path, const QJsonObject &body,
                                const QByteArray &token, const Fields &fields)
{
    Fields all = fields;
    all.emplace_back("Content-Type", "application/json");
    if (!token.isEmpty())
        all.emplace_back("Authorization", "Bearer " + token);
    return request(method, path, QJsonDocument(body).toJson(QJsonDocument::Compact), all);
}

LiveClient::LiveClient(RunningGateway &gateway, const QByteArray &token)
{
    connect(&m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        m_frames.append(QJsonDocument::fromJson(text.toUtf8()).object());
    });
    QNetworkRequest request(gateway.url(u"/ws"_s, u"ws"_s));
    request.setRawHeader("Authorization", "Bearer " + token);
    m_socket.open(request);
}

LiveClient::~LiveClient() { m_socket.abort(); }

void LiveClient::send(const QString &event, const QJsonObject &data, const QString &id)
{
    QJsonObject frame{{u"event"_s, event}, {u"data"_s, data}};
    if (!id.isEmpty())
        frame.insert(u"id"_s, id);
    m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(frame).toJson(QJsonDocument::Compact)));
}

QJsonObject LiveClient::ask(const QString &event, const QJsonObject &data)
{
    const QString id = u"request-%1"_s.arg(++m_ids);
    send(event, data, id);
    QJsonObject found;
    const auto arrived = [&] {
        for (qsizetype i = 0; i < m_frames.size(); ++i)
            if (m_frames[i].value("id"_L1) == id) {
                found = m_frames.takeAt(i);
                return true;
            }
        return false;
    };
    return QTest::qWaitFor(arrived, 5000) ? found : QJsonObject();
}

QJsonObject LiveClient::take(const QString &event, int timeoutMs)
{
    QJsonObject found;
    const auto arrived = [&] {
        for (qsizetype i = 0; i < m_frames.size(); ++i)
            if (m_frames[i].value("event"_L1) == event && !m_frames[i].contains("id"_L1)) {
                found = m_frames.takeAt(i);
                return true;
            }
        return false;
    };
    return QTest::qWaitFor(arrived, timeoutMs) ? found : QJsonObject();
}

QList<qint64> LiveClient::seqs(shared::CalendarId calendar) const
{
    QList<qint64> seqs;
    for (const QJsonObject &frame : m_frames)
        if (frame.contains("seq"_L1) && frame.value("calendar_id"_L1) == calendar.toString())
            seqs.append(frame.value("seq"_L1).toInteger());
    return seqs;
}

int LiveClient::count(const QString &event) const
{
    return int(std::count_if(m_frames.begin(), m_frames.end(),
                             [&](const QJsonObject &frame) { return frame.value("event"_L1) == event; }));
}

int LiveClient::waitForClose(int timeoutMs)
{
    const bool ended =
        QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::UnconnectedState; }, timeoutMs);
    return ended ? int(m_socket.closeCode()) : 0;
}

Fields upgradeFields()
{
    return {{"Host", "hearth.test:8080"},
            {"Upgrade", "websocket"},
            {"Connection", "Upgrade"},
            {"Sec-WebSocket-Version", "13"},
            {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}};
}

RawClient::RawClient(RunningGateway &gateway, const Fields &fields, const QByteArray &path)
{
    socket.connectToHost(u"127.0.0.1"_s, quint16(gateway.url({}).port()));
    QByteArray head = "GET " + path + " HTTP/1.1\r\n";
    for (const auto &[name, value] : upgradeFields() + fields)
        head += name + ": " + value + "\r\n";
    socket.write(head + "\r\n");
}

bool RawClient::hears(const QByteArray &bytes)
{
    return QTest::qWaitFor([&] { return (heard += socket.readAll()).contains(bytes); }, 5000);
}

bool RawClient::isClosedWith(int code)
{
    const QByteArray bytes = QByteArray(1, char(code >> 8)) + char(code & 0xff);
    return QTest::qWaitFor(
        [&] {
            heard += socket.readAll();
            const qsizetype start = heard.lastIndexOf(char(0x88));
            return start >= 0 && heard.mid(start + 2, 2) == bytes;
        },
        5000);
}

void LiveWorld::setUp()
{
    m_services = std::make_unique<FakeServices>();
    m_gateway = std::make_unique<RunningGateway>(*m_services);
    m_family = m_services->calendar.addCalendar(u"Family"_s, id(u"anna"_s), u"anna"_s, u"secret"_s);
}

void LiveWorld::tearDown()
{
    m_gateway.reset();
    m_services.reset();
}

void LiveWorld::restart(const GatewayOptions &options)
{
    m_gateway = std::make_unique<RunningGateway>(*m_services, options);
}

shared::UserId LiveWorld::id(const QString &username)
{
    if (m_services->auth.idOf(username).isNull())
        m_services->auth.addUser(username);
    return m_services->auth.idOf(username);
}

QByteArray LiveWorld::token(const QString &username)
{
    id(username);
    return m_services->auth.token(username);
}

Fields LiveWorld::bearer(const QString &username) { return {{"Authorization", "Bearer " + token(username)}}; }

std::unique_ptr<LiveClient> LiveWorld::client(const QString &username)
{
    auto connected = std::make_unique<LiveClient>(*m_gateway, token(username));
    return connected->isGreeted() ? std::move(connected) : nullptr;
}

QJsonObject LiveWorld::draft(const QString &calendar) const
{
    return {{u"event_name"_s, u"Dinner"_s},
            {u"event_start"_s, u"2026-12-10T18:00:00Z"_s},
            {u"event_end"_s, u"2026-12-10T20:00:00Z"_s},
            {u"calendar_name"_s, calendar}};
}

}
