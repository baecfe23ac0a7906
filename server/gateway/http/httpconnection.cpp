#include "server/gateway/http/httpconnection.h"

#include "server/gateway/http/httpworker.h"

#include <QLoggingCategory>
#include <QSslSocket>

#include <algorithm>
#include <exception>

namespace hearth::server::gateway {

Q_LOGGING_CATEGORY(lcHttp, "hearth.http")

using namespace Qt::StringLiterals;
using std::chrono::steady_clock;

namespace {

constexpr qint64 kMaxDiscarded = 32 * 1024 * 1024;
constexpr int kRefusedRetrySeconds = 5;

/// An answer that HTTP does not know as a final one is the handler's mistake.
HttpResponse checked(HttpResponse response, const QByteArray &requestId)
{
    if (response.status >= 200 && response.status <= 599)
        return response;
    qCCritical(lcHttp, "request %s was answered with status %d", requestId.constData(), response.status);
    return HttpResponse::problem(500, u"The server has found no answer to this request."_s);
}

}

HttpConnection::HttpConnection(HttpWorker &worker, quint64 id, std::unique_ptr<QTcpSocket> socket,
                               QHostAddress peer)
    : m_worker(worker)
    , m_id(id)
    , m_socket(std::move(socket))
    , m_writer(*m_socket)
    , m_peer(std::move(peer))
    , m_peerPort(m_socket->peerPort())
    , m_secure(qobject_cast<QSslSocket *>(m_socket.get()) != nullptr)
    , m_parser(worker.edge().options.headerLimit)
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket.get(), &QTcpSocket::readyRead, this, &HttpConnection::process);
    connect(m_socket.get(), &QTcpSocket::disconnected, this, &HttpConnection::ended);
}

HttpConnection::~HttpConnection() = default;

void HttpConnection::start(std::optional<HttpCut> refusal)
{
    HttpObserver &observer = m_worker.edge().observer;
    observer.connectionOpened();
    if (refusal)
        observer.connectionCut(*refusal);
    m_refused = refusal.has_value();
    const qint64 deadline = DeadlineWheel::nowMs() + m_worker.edge().options.headerTimeout.count();
    enter(m_secure ? Stage::Handshake : Stage::Idle, deadline);
    armDeadline();
    if (auto *tls = qobject_cast<QSslSocket *>(m_socket.get())) {
        connect(tls, &QSslSocket::encrypted, this, &HttpConnection::ready);
        // not bytesWritten: there the bytes may be on their way from OpenSSL, where nobody counts them
        connect(tls, &QSslSocket::encryptedBytesWritten, this, &HttpConnection::process);
        tls->startServerEncryption();
        return;
    }
    connect(m_socket.get(), &QTcpSocket::bytesWritten, this, &HttpConnection::process);
    ready();
}

void HttpConnection::ready()
{
    enter(Stage::Idle, m_stageDeadline);
    if (m_refused)
        refuse(u"Too many connections are open; try again in a few seconds."_s);
    process();
}

void HttpConnection::refuse(const QString &detail)
{
    HttpResponse response = HttpResponse::problem(503, detail);
    response.headers.add("Retry-After", QByteArray::number(kRefusedRetrySeconds));
    fail(std::move(response));
}

void HttpConnection::take(quint64 sequence, HttpVerdict verdict)
{
    const auto exchange = std::find_if(m_exchanges.begin(), m_exchanges.end(),
                                       [&](const HttpExchange &e) { return e.sequence == sequence; });
    if (m_ended || exchange == m_exchanges.end())
        return;
    if (const auto *taker = std::get_if<UpgradeTaker>(&verdict)) {
        handOver(*taker);
        return;
    }
    exchange->response = checked(std::move(std::get<HttpResponse>(verdict)), exchange->requestId);
    if (m_stage == Stage::Upgrading) { // refused: what follows the request may not be HTTP
        m_stage = Stage::Closing;
        m_lingers = true;
    }
    writeAnswers();
    process();
}

void HttpConnection::drain()
{
    if (m_stage == Stage::Handshake)
        abort();
    else if (m_stage == Stage::Idle && m_exchanges.empty())
        close();
}

void HttpConnection::abort()
{
    if (m_ended)
        return;
    m_socket->abort();
    ended();
}

void HttpConnection::ended()
{
    if (m_ended)
        return;
    m_ended = true;
    HttpObserver &observer = m_worker.edge().observer;
    if (m_stage == Stage::Handshake)
        observer.connectionCut(HttpCut::TlsFailed);
    for (const HttpExchange &exchange : m_exchanges) {
        if (const std::shared_ptr<HttpTicket> ticket = exchange.ticket.lock())
            ticket->cancel();
        constexpr int kClientGone = 499; // as other servers log it
        report(exchange, kClientGone, 0);
    }
    m_exchanges.clear();
    m_worker.edge().limits.close(m_peer);
    observer.connectionClosed();
    m_worker.forget(m_id);
    deleteLater();
}

/// Reads as far as it goes; answers that are given meanwhile leave together at the end.
void HttpConnection::process()
{
    if (m_processing || m_ended)
        return;
    m_processing = true;
    while (!m_ended && step()) { }
    m_processing = false;
    if (m_ended)
        return;
    flush();
    settle();
}

bool HttpConnection::step()
{
    switch (m_stage) {
    case Stage::Idle:
    case Stage::Header:
        return mayReadNext() && readHeader();
    case Stage::Body:
        return readBody();
    case Stage::Held:
    case Stage::HeldUpgrade:
        return dispatchHeld();
    case Stage::Lingering:
        discard();
        return false;
    case Stage::Handshake:
    case Stage::Upgrading:
    case Stage::Closing:
        return false;
    }
    Q_UNREACHABLE();
}

bool HttpConnection::mayReadNext() const
{
    const HttpServerOptions &options = m_worker.edge().options;
    const bool ending = m_worker.isDraining() && m_stage == Stage::Idle;
    return !ending && qsizetype(m_exchanges.size()) < options.maxPipelined
        && m_writer.pending() + m_cork.size() <= options.writeBufferLimit;
}

QByteArrayView HttpConnection::peek()
{
    QByteArray &scratch = m_worker.scratch();
    const qint64 size = m_socket->peek(scratch.data(), std::min(m_socket->bytesAvailable(), scratch.size()));
    return QByteArrayView(scratch.constData(), std::max<qint64>(size, 0));
}

bool HttpConnection::readHeader()
{
    QByteArrayView unread = peek();
    while (m_stage == Stage::Idle && unread.startsWith("\r\n")) { // RFC 9112, 2.2
        m_socket->skip(2);
        unread = unread.sliced(2);
    }
    if (unread.isEmpty() || (m_stage == Stage::Idle && unread == "\r"))
        return false;
    const HttpServerOptions &options = m_worker.edge().options;
    switch (m_parser.parseHeader(unread)) {
    case HttpParser::Step::NeedMore:
        if (m_stage == Stage::Idle)
            enter(Stage::Header, DeadlineWheel::nowMs() + options.headerTimeout.count());
        return false;
    case HttpParser::Step::Failed:
        fail(m_parser.failure().status, m_parser.failure().detail);
        return false;
    case HttpParser::Step::HeaderComplete:
    case HttpParser::Step::Complete:
        return headerComplete();
    }
    Q_UNREACHABLE();
}

bool HttpConnection::headerComplete()
{
    m_headerRead = steady_clock::now();
    if (m_parser.isWebSocketUpgrade()) {
        if (m_parser.expectsBody()) {
            fail(400, u"A request to upgrade must not have a body."_s);
            return false;
        }
        enter(Stage::HeldUpgrade, kNever);
        return true;
    }
    m_socket->skip(m_parser.headerSize());
    return m_parser.expectsBody() ? beginBody() : requestComplete();
}

bool HttpConnection::beginBody()
{
    HttpEdge &edge = m_worker.edge();
    const qint64 limit = edge.handler.bodyLimit(m_parser.request());
    m_parser.setBodyLimit(limit > 0 ? limit : edge.options.bodyLimit);
    m_bodyStarted = DeadlineWheel::nowMs();
    m_bodyRead = 0;
    m_bodyShare = BodyShare(edge.bodies);
    enter(Stage::Body, bodyDeadline());
    const bool tooLarge = m_parser.contentLength() > (limit > 0 ? limit : edge.options.bodyLimit);
    m_owesContinue = m_parser.expectsContinue() && m_socket->bytesAvailable() == 0 && !tooLarge;
    return true;
}

bool HttpConnection::readBody()
{
    sendContinue();
    qsizetype consumed = 0;
    const HttpParser::Step step = m_parser.parseBody(peek(), consumed);
    m_socket->skip(consumed);
    m_bodyRead += consumed;
    m_bodyShare.add(consumed);
    if (consumed > 0 && m_worker.edge().bodies.isExceeded()) {
        refuse(u"Too many large requests are under way; try again in a few seconds."_s);
        return false;
    }
    switch (step) {
    case HttpParser::Step::NeedMore:
        enter(Stage::Body, bodyDeadline());
        return consumed > 0 && m_socket->bytesAvailable() > 0;
    case HttpParser::Step::Failed:
        fail(m_parser.failure().status, m_parser.failure().detail);
        return false;
    case HttpParser::Step::HeaderComplete:
    case HttpParser::Step::Complete:
        return requestComplete();
    }
    Q_UNREACHABLE();
}

/// Requests that change something wait for those before them, and the other way round.
bool HttpConnection::requestComplete()
{
    enter(Stage::Held, kNever);
    return dispatchHeld();
}

bool HttpConnection::dispatchHeld()
{
    if (m_stage == Stage::HeldUpgrade) {
        if (!m_exchanges.empty())
            return false;
        flush(); // the answers before it, while the socket is ours
        if (!m_ended)
            dispatchUpgrade();
        return false;
    }
    const bool safe = isSafeMethod(m_parser.request().method)
        && std::all_of(m_exchanges.begin(), m_exchanges.end(),
                       [](const HttpExchange &e) { return isSafeMethod(e.method); });
    if (!safe && !m_exchanges.empty())
        return false;
    const bool keepAlive = m_parser.keepsAlive();
    HttpExchange &exchange = openExchange(m_parser.request());
    exchange.keepAlive = keepAlive;
    m_headerRead = {};
    enter(keepAlive ? Stage::Idle : Stage::Closing, kNever);
    dispatch(m_parser.takeRequest());
    return true;
}

HttpExchange &HttpConnection::openExchange(const HttpRequest &request)
{
    HttpExchange &exchange = m_exchanges.emplace_back();
    exchange.sequence = ++m_lastSequence;
    exchange.method = request.method;
    exchange.path = request.path;
    exchange.requestId = saneRequestId(request.headers.value("X-Request-Id"));
    if (exchange.requestId.isEmpty())
        exchange.requestId = m_worker.newRequestId();
    exchange.requestBytes = request.body.size();
    exchange.bodyShare = std::move(m_bodyShare);
    exchange.started = m_headerRead;
    exchange.minorVersion = request.minorVersion;
    const QByteArrayView encodings = request.headers.value("Accept-Encoding");
    exchange.acceptsGzip = !encodings.isNull() && acceptsGzip(request.headers.joined("Accept-Encoding"));
    return exchange;
}

void HttpConnection::dispatch(HttpRequest request)
{
    if (request.target == "*") {
        m_exchanges.back().response = HttpResponse::empty(204);
        writeAnswers();
        return;
    }
    HttpHandler &handler = m_worker.edge().handler;
    callHandler(std::move(request), [&handler](HttpRequest whole, std::shared_ptr<HttpTicket> ticket) {
        handler.handle(std::move(whole), HttpResponder(std::move(ticket)));
    });
}

void HttpConnection::dispatchUpgrade()
{
    openExchange(m_parser.request()).keepAlive = false;
    enter(Stage::Upgrading, kNever);
    HttpHandler &handler = m_worker.edge().handler;
    callHandler(m_parser.request(), [&handler](HttpRequest head, std::shared_ptr<HttpTicket> ticket) {
        handler.upgrade(std::move(head), UpgradeResponder(std::move(ticket)));
    });
}

/// Hands out the newest exchange's request. If the handler throws, its responder goes unanswered: that is a
/// 500.
template <class Call> void HttpConnection::callHandler(HttpRequest request, Call call)
{
    HttpExchange &exchange = m_exchanges.back();
    const QByteArray requestId = exchange.requestId;
    request.requestId = requestId;
    request.peer = m_peer;
    request.peerPort = m_peerPort;
    request.secure = m_secure;
    auto ticket = std::make_shared<HttpTicket>(m_worker.mailbox(), HttpAddress{m_id, exchange.sequence});
    exchange.ticket = ticket;
    try {
        call(std::move(request), std::move(ticket));
    } catch (const std::exception &error) {
        qCCritical(lcHttp, "request %s ended in an exception: %s", requestId.constData(), error.what());
    }
}

void HttpConnection::fail(int status, const QString &detail) { fail(HttpResponse::problem(status, detail)); }

/// An answer of the edge's own, after which the connection can't go on.
void HttpConnection::fail(HttpResponse response)
{
    HttpExchange &exchange = openExchange(m_parser.request());
    if (exchange.started == steady_clock::time_point())
        exchange.started = steady_clock::now();
    exchange.keepAlive = false;
    exchange.response = std::move(response);
    m_lingers = true;
    enter(Stage::Closing, kNever);
    writeAnswers();
}

void HttpConnection::handOver(const UpgradeTaker &taker)
{
    if (m_stage != Stage::Upgrading || m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    m_ended = true;
    constexpr int kSwitchingProtocols = 101;
    report(m_exchanges.front(), kSwitchingProtocols, 0);
    m_socket->disconnect(this);
    m_socket->setReadBufferSize(0);
    m_worker.edge().limits.upgrade(m_peer);
    m_worker.edge().observer.connectionClosed();
    new UpgradedLease(m_worker.sharedEdge(), m_socket.get());
    m_worker.forget(m_id);
    deleteLater();
    taker(std::move(m_socket));
}

/// What the peer still sends after the last answer is not looked at.
void HttpConnection::discard()
{
    m_discarded += m_socket->skip(m_socket->bytesAvailable());
    if (m_discarded > kMaxDiscarded)
        abort();
}

}
