#include "server/calendar/subscriptions/calendarfetch.h"

#include "server/calendar/subscriptions/feedurl.h"
#include "server/calendar/subscriptions/refreshpace.h"

#include <QHostInfo>
#include <QNetworkProxy>

#include <algorithm>
#include <utility>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr qsizetype kMaxField = 500; ///< of what is sent back to the server

bool isSecure(const QUrl &url) { return url.scheme() == "https"_L1; }

QByteArray hostField(const QUrl &url)
{
    QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    return url.port() == -1 ? host : host + ':' + QByteArray::number(url.port());
}

QByteArray requestText(const FetchRequest &request)
{
    QByteArray path = request.url.path(QUrl::FullyEncoded).toLatin1();
    if (path.isEmpty())
        path = "/";
    if (request.url.hasQuery())
        path += '?' + request.url.query(QUrl::FullyEncoded).toLatin1();
    QByteArray text = "GET " + path + " HTTP/1.1\r\nHost: " + hostField(request.url)
        + "\r\nUser-Agent: Hearth/" HEARTH_VERSION
          "\r\nAccept: text/calendar, */*;q=0.1\r\nAccept-Encoding: gzip\r\n"
          "Connection: close\r\n";
    if (!request.etag.isEmpty())
        text += "If-None-Match: " + request.etag + "\r\n";
    if (!request.lastModified.isEmpty())
        text += "If-Modified-Since: " + request.lastModified + "\r\n";
    return text + "\r\n";
}

/// What comes back in a request: nothing that could end its line.
QByteArray clean(const QByteArray &field)
{
    const bool sane = field.size() <= kMaxField
        && std::all_of(field.begin(), field.end(), [](char c) { return c >= ' ' && c < 0x7f; });
    return sane ? field : QByteArray();
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}
}

CalendarFetch::CalendarFetch(FetchPolicy policy, FetchRequest request, Done done, QObject *parent)
    : QObject(parent)
    , m_policy(std::move(policy))
    , m_request(std::move(request))
    , m_done(std::move(done))
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this,
            [this] { fail(u"The server did not answer in time."_s, u"timeout"_s); });
}

void CalendarFetch::start()
{
    m_timer.start(m_policy.timeoutMs);
    resolve();
}

void CalendarFetch::resolve()
{
    QHostInfo::lookupHost(m_request.url.host(QUrl::FullyEncoded), this,
                          [this](const QHostInfo &info) { resolved(info.addresses()); });
}

void CalendarFetch::resolved(const QList<QHostAddress> &addresses)
{
    if (!m_done)
        return; // too late
    if (addresses.isEmpty())
        return fail(u"There is no server of that name."_s, u"no_such_host"_s);
    const auto allowed = [this](const QHostAddress &address) { return m_policy.guard.allows(address); };
    if (!std::all_of(addresses.begin(), addresses.end(), allowed))
        return fail(u"The server is in a private network."_s, u"private_address"_s);
    m_addresses = addresses;
    connectNext();
}

void CalendarFetch::connectNext()
{
    const QHostAddress address = m_addresses.takeFirst();
    m_sent = false;
    m_reader = ResponseReader(kMaxBytes);
    m_socket = std::make_unique<QSslSocket>();
    m_socket->setProxy(QNetworkProxy::NoProxy);
    const bool secure = isSecure(m_request.url);
    if (secure)
        connect(m_socket.get(), &QSslSocket::encrypted, this, [this] { send(); });
    else
        connect(m_socket.get(), &QAbstractSocket::connected, this, [this] { send(); });
    connect(m_socket.get(), &QIODevice::readyRead, this, [this] { received(); });
    connect(m_socket.get(), &QAbstractSocket::errorOccurred, this,
            [this](QAbstractSocket::SocketError) { closed(); });
    const quint16 port = feedPort(m_request.url);
    if (secure)
        m_socket->connectToHostEncrypted(address.toString(), port, m_request.url.host(QUrl::FullyEncoded));
    else
        m_socket->connectToHost(address, port);
}

void CalendarFetch::send()
{
    m_sent = true;
    m_socket->write(requestText(m_request));
}

void CalendarFetch::received()
{
    switch (m_reader.take(m_socket->readAll())) {
    case ResponseReader::State::Reading:
        return;
    case ResponseReader::State::Done:
        return answered();
    case ResponseReader::State::TooLarge:
        return fail(u"The file is larger than 20 MB."_s, u"too_large"_s);
    case ResponseReader::State::Broken:
        return fail(u"The server's answer can't be read."_s, u"bad_answer"_s);
    }
}

void CalendarFetch::closed()
{
    if (!m_sent && m_socket->error() == QAbstractSocket::SslHandshakeFailedError)
        return fail(u"The server's certificate is not one for its name."_s, u"tls"_s);
    if (!m_sent && !m_addresses.isEmpty()) {
        drop();
        return connectNext();
    }
    if (m_socket->error() != QAbstractSocket::RemoteHostClosedError || !m_sent)
        return fail(u"The server can't be reached."_s, u"unreachable"_s);
    if (m_socket->bytesAvailable() > 0) {
        received();
        if (!m_done || !m_socket)
            return;
    }
    if (m_reader.finish() == ResponseReader::State::Done)
        return answered();
    fail(u"The server closed too early."_s, u"bad_answer"_s);
}

void CalendarFetch::answered()
{
    const int status = m_reader.status();
    if (isRedirect(status))
        return follow();
    if (status != 200 && status != 304) {
        const qint64 wait =
            retryAfterMs(m_reader.field("retry-after"), QDateTime::currentMSecsSinceEpoch()) / 1000;
        return end(Error{ErrorCode::Unavailable, u"The server answered %1."_s.arg(status), u"status"_s,
                         static_cast<int>(wait)});
    }
    FetchedText fetched;
    fetched.notModified = status == 304;
    fetched.body = m_reader.body();
    fetched.encoding = m_reader.field("content-encoding");
    fetched.etag = clean(m_reader.field("etag"));
    fetched.lastModified = clean(m_reader.field("last-modified"));
    fetched.cacheControl = m_reader.field("cache-control");
    end(fetched);
}

void CalendarFetch::follow()
{
    if (++m_redirects > kMaxRedirects)
        return fail(u"The server sends from one place to the next."_s, u"too_many_redirects"_s);
    const QUrl target =
        m_request.url.resolved(QUrl::fromEncoded(m_reader.field("location"), QUrl::StrictMode));
    const auto url = parseFeedUrl(target.toString(QUrl::FullyEncoded), m_policy.furtherPorts);
    if (!url || (isSecure(m_request.url) && !isSecure(*url)))
        return fail(u"The server sends to an address that can't be followed."_s, u"bad_redirect"_s);
    m_request.url = *url;
    drop();
    resolve();
}

/// Its signals may be under way: it goes when they are done.
void CalendarFetch::drop()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    m_socket.release()->deleteLater();
}

void CalendarFetch::fail(const QString &message, const QString &reason)
{
    end(Error{ErrorCode::Unavailable, message, reason});
}

void CalendarFetch::end(const Result<FetchedText> &result)
{
    if (!m_done)
        return;
    m_timer.stop();
    drop();
    std::exchange(m_done, {})(result);
    deleteLater();
}

}
