#include "server/calendar/subscriptions/calendarfetch.h"

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
constexpr int kMaxUrl = 2000;

bool isSecure(const QUrl &url) { return url.scheme() == "https"_L1; }

QByteArray requestText(const FetchRequest &request)
{
    QByteArray path = request.url.path(QUrl::FullyEncoded).toLatin1();
    if (path.isEmpty())
        path = "/";
    if (request.url.hasQuery())
        path += '?' + request.url.query(QUrl::FullyEncoded).toLatin1();
    QByteArray host = request.url.host(QUrl::FullyEncoded).toLatin1();
    if (host.contains(':'))
        host = '[' + host + ']';
    if (request.url.port() != -1)
        host += ':' + QByteArray::number(request.url.port());
    QByteArray text = "GET " + path + " HTTP/1.1\r\nHost: " + host
        + "\r\nUser-Agent: Hearth/" HEARTH_VERSION
          "\r\nAccept: text/calendar, */*;q=0.1\r\nAccept-Encoding: identity\r\nConnection: close\r\n";
    if (!request.etag.isEmpty())
        text += "If-None-Match: " + request.etag + "\r\n";
    else if (!request.lastModified.isEmpty())
        text += "If-Modified-Since: " + request.lastModified + "\r\n";
    return text + "\r\n";
}

/// What comes back in a request: nothing that could end its line.
QByteArray clean(const QByteArray &field)
{
    const bool sane = field.size() <= 500
        && std::all_of(field.begin(), field.end(), [](char c) { return c >= ' ' && c < 0x7f; });
    return sane ? field : QByteArray();
}
}

Result<QUrl> subscribableUrl(const QString &text)
{
    QUrl url(text.trimmed(), QUrl::StrictMode);
    if (url.scheme() == "webcal"_L1 || url.scheme() == "webcals"_L1)
        url.setScheme(u"https"_s);
    if (text.size() > kMaxUrl || !url.isValid() || url.host().isEmpty()
        || (url.scheme() != "https"_L1 && url.scheme() != "http"_L1))
        return Error{ErrorCode::InvalidArgument, u"The address is not one of http or https."_s,
                     u"invalid_url"_s};
    if (!url.userInfo().isEmpty())
        return Error{ErrorCode::InvalidArgument, u"The address has a name or a password in it."_s,
                     u"url_with_credentials"_s};
    url.setFragment({});
    return url;
}

CalendarFetch::CalendarFetch(AddressGuard guard, FetchRequest request, Done done, QObject *parent)
    : QObject(parent)
    , m_guard(guard)
    , m_request(std::move(request))
    , m_done(std::move(done))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this,
            [this] { fail(u"The server did not answer in time."_s, u"timeout"_s); });
}

void CalendarFetch::start()
{
    m_timer.start(kMaxMs);
    resolve();
}

void CalendarFetch::resolve()
{
    QHostInfo::lookupHost(m_request.url.host(), this, [this](const QHostInfo &info) {
        const QList<QHostAddress> addresses = info.addresses();
        if (addresses.isEmpty())
            return fail(u"There is no server of that name."_s, u"no_such_host"_s);
        const auto allowed = [this](const QHostAddress &address) { return m_guard.allows(address); };
        if (!std::all_of(addresses.begin(), addresses.end(), allowed))
            return fail(u"The server is in a private network."_s, u"private_address"_s);
        connectTo(addresses.first());
    });
}

void CalendarFetch::connectTo(const QHostAddress &address)
{
    m_socket = std::make_unique<QSslSocket>();
    m_socket->setProxy(QNetworkProxy::NoProxy);
    m_reader = ResponseReader(kMaxBytes);
    const QString host = m_request.url.host(QUrl::FullyEncoded);
    const bool secure = isSecure(m_request.url);
    if (secure)
        connect(m_socket.get(), &QSslSocket::encrypted, this, [this] { send(); });
    else
        connect(m_socket.get(), &QAbstractSocket::connected, this, [this] { send(); });
    connect(m_socket.get(), &QIODevice::readyRead, this, [this] { received(); });
    connect(m_socket.get(), &QAbstractSocket::errorOccurred, this,
            [this](QAbstractSocket::SocketError) { closed(); });
    const quint16 port = quint16(m_request.url.port(secure ? 443 : 80));
    if (secure)
        m_socket->connectToHostEncrypted(address.toString(), port, host);
    else
        m_socket->connectToHost(address, port);
}

void CalendarFetch::send() { m_socket->write(requestText(m_request)); }

void CalendarFetch::received()
{
    switch (m_reader.take(m_socket->readAll())) {
    case ResponseReader::State::Reading:
        return;
    case ResponseReader::State::Done:
        return answered();
    case ResponseReader::State::TooLarge:
        return fail(u"The file has more than 20 MB."_s, u"too_large"_s);
    case ResponseReader::State::Broken:
        return fail(u"The server's answer can't be read."_s, u"bad_answer"_s);
    }
}

void CalendarFetch::closed()
{
    if (m_socket->error() != QAbstractSocket::RemoteHostClosedError)
        return fail(u"The server can't be reached."_s, u"unreachable"_s);
    if (m_socket->bytesAvailable() > 0)
        m_reader.take(m_socket->readAll());
    if (m_reader.finish() == ResponseReader::State::Done)
        return answered();
    fail(u"The server closed too early."_s, u"bad_answer"_s);
}

void CalendarFetch::answered()
{
    const int status = m_reader.status();
    if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308)
        return follow();
    FetchedText fetched;
    fetched.notModified = status == 304;
    if (status != 200 && status != 304)
        return fail(u"The server answered %1."_s.arg(status), u"status"_s);
    fetched.text = m_reader.body();
    fetched.etag = clean(m_reader.field("etag"));
    fetched.lastModified = clean(m_reader.field("last-modified"));
    end(fetched);
}

void CalendarFetch::follow()
{
    if (++m_redirects > kMaxRedirects)
        return fail(u"The server sends from one place to the next."_s, u"too_many_redirects"_s);
    const QUrl target =
        m_request.url.resolved(QUrl::fromEncoded(m_reader.field("location"), QUrl::StrictMode));
    const auto url = subscribableUrl(target.toString(QUrl::FullyEncoded));
    if (!url || (isSecure(m_request.url) && !isSecure(*url)))
        return fail(u"The server sends to an address that can't be followed."_s, u"bad_redirect"_s);
    m_request.url = *url;
    m_socket->disconnect(this);
    m_socket.release()->deleteLater();
    resolve();
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
    if (m_socket) {
        m_socket->disconnect(this);
        m_socket.release()->deleteLater();
    }
    std::exchange(m_done, {})(result);
    deleteLater();
}

}
