#include "httpfixture.h"

#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QTest>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

namespace {
constexpr int kPatienceMs = 10'000;
}

void FunctionHandler::handle(HttpRequest request, HttpResponder responder)
{
    if (onRequest)
        onRequest(std::move(request), std::move(responder));
    else
        responder.send(HttpResponse::text(200, "text/plain",
                                          request.method + ' ' + request.path.toUtf8() + ' ' + request.body));
}

void FunctionHandler::upgrade(HttpRequest head, UpgradeResponder responder)
{
    if (onUpgrade)
        onUpgrade(std::move(head), std::move(responder));
    else
        HttpHandler::upgrade(std::move(head), std::move(responder));
}

qint64 FunctionHandler::bodyLimit(const HttpRequest &head) const
{
    ++bodies;
    return head.path == u"/import" ? 20'000'000 : 0;
}

void RecordingObserver::requestFinished(const HttpAccess &access)
{
    const std::lock_guard lock(m_mutex);
    m_requests.push_back(access);
}

void RecordingObserver::connectionCut(HttpCut why)
{
    const std::lock_guard lock(m_mutex);
    m_cuts.push_back(why);
}

std::vector<HttpAccess> RecordingObserver::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

std::vector<HttpCut> RecordingObserver::cuts() const
{
    const std::lock_guard lock(m_mutex);
    return m_cuts;
}

QByteArray Answer::field(const QByteArray &name) const
{
    const QList<QByteArray> lines = head.split('\n');
    for (const QByteArray &line : lines) {
        if (line.toLower().startsWith(name.toLower() + ": "))
            return line.sliced(name.size() + 2).trimmed();
    }
    return {};
}

RawClient::RawClient(const HttpServer &server, bool tls)
{
    if (tls) {
        auto secure = std::make_unique<QSslSocket>();
        secure->setPeerVerifyMode(QSslSocket::VerifyNone);
        secure->connectToHostEncrypted(u"127.0.0.1"_s, server.port());
        QVERIFY2(secure->waitForEncrypted(kPatienceMs), qPrintable(secure->errorString()));
        m_socket = std::move(secure);
        return;
    }
    m_socket = std::make_unique<QTcpSocket>();
    m_socket->connectToHost(QHostAddress(QHostAddress::LocalHost), server.port());
    QVERIFY(m_socket->waitForConnected(kPatienceMs));
}

void RawClient::send(const QByteArray &bytes)
{
    m_socket->write(bytes);
    m_socket->flush();
}

Answer RawClient::read(bool head)
{
    Answer answer;
    qsizetype headEnd = -1;
    while (true) {
        m_unread += m_socket->readAll();
        headEnd = m_unread.indexOf("\r\n\r\n");
        if (headEnd >= 0) {
            answer.head = m_unread.first(headEnd);
            const qsizetype length = head ? 0 : answer.field("Content-Length").toLongLong();
            if (m_unread.size() >= headEnd + 4 + length) {
                answer.body = m_unread.sliced(headEnd + 4, length);
                m_unread.remove(0, headEnd + 4 + length);
                answer.status = answer.head.split(' ').value(1).toInt();
                return answer;
            }
        }
        if (!m_socket->waitForReadyRead(kPatienceMs))
            return {};
    }
}

Answer RawClient::ask(const QByteArray &bytes)
{
    send(bytes);
    return read();
}

bool RawClient::waitForClose()
{
    return m_socket->state() == QAbstractSocket::UnconnectedState
        || m_socket->waitForDisconnected(kPatienceMs);
}

QByteArray get(const QByteArray &path, const QByteArray &lines)
{
    return "GET " + path + " HTTP/1.1\r\nHost: a.example\r\n" + lines + "\r\n";
}

QByteArray post(const QByteArray &path, const QByteArray &body, const QByteArray &lines)
{
    return "POST " + path + " HTTP/1.1\r\nHost: a.example\r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n" + lines + "\r\n" + body;
}

std::optional<QSslConfiguration> selfSigned(const QString &folder)
{
    const QString key = folder + u"/key.pem"_s;
    const QString certificate = folder + u"/certificate.pem"_s;
    QProcess openssl;
    openssl.start(u"openssl"_s,
                  {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s,
                   u"ec_paramgen_curve:prime256v1"_s, u"-nodes"_s, u"-days"_s, u"2"_s, u"-subj"_s,
                   u"/CN=localhost"_s, u"-keyout"_s, key, u"-out"_s, certificate});
    QFile keyFile(key);
    if (!openssl.waitForFinished() || openssl.exitCode() != 0 || !keyFile.open(QIODevice::ReadOnly))
        return std::nullopt;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(certificate));
    configuration.setPrivateKey(QSslKey(&keyFile, QSsl::Ec));
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

}
