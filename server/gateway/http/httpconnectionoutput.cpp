// The half of HttpConnection that writes: answers in order, the end of the connection, and its deadlines.
#include "server/gateway/http/httpconnection.h"
#include "server/gateway/http/httpworker.h"

#include <algorithm>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using std::chrono::steady_clock;

namespace {

constexpr qint64 kLingerMs = 2000;
constexpr qsizetype kCorkedBody = 16 * 1024; ///< a larger body is not copied to its head
constexpr qsizetype kCorkLimit = 48 * 1024;
constexpr qint64 kMsPerSecond = 1000;

}

void HttpConnection::writeAnswers()
{
    while (!m_ended && !m_exchanges.empty() && m_exchanges.front().response) {
        HttpExchange exchange = std::move(m_exchanges.front());
        m_exchanges.erase(m_exchanges.begin());
        const bool lastOfDrain = m_worker.isDraining() && m_exchanges.empty() && m_stage == Stage::Idle;
        const bool keepAlive = exchange.keepAlive && !exchange.response->close && !lastOfDrain;
        writeAnswer(exchange, std::move(*exchange.response), keepAlive);
        if (!keepAlive)
            dropUnanswered();
    }
}

/// The answer just written was the connection's last.
void HttpConnection::dropUnanswered()
{
    for (const HttpExchange &exchange : m_exchanges) {
        if (const std::shared_ptr<HttpTicket> ticket = exchange.ticket.lock())
            ticket->cancel();
    }
    m_exchanges.clear();
    if (!m_ended)
        enter(Stage::Closing, kNever);
}

void HttpConnection::writeAnswer(const HttpExchange &exchange, HttpResponse response, bool keepAlive)
{
    ResponseHead head;
    head.varies = isCompressible(response, m_worker.edge().options.gzipThreshold);
    if (head.varies && exchange.acceptsGzip) {
        if (std::optional<QByteArray> packed = m_worker.gzipper().compress(response.body)) {
            response.body = std::move(*packed);
            head.gzipped = true;
        }
    }
    head.date = m_worker.date().now();
    head.requestId = exchange.requestId;
    head.bodySize = response.body.size();
    head.keepAlive = keepAlive;
    head.sayKeepAlive = exchange.minorVersion == 0;
    if (exchange.isHead() || !statusHasBody(response.status))
        response.body.clear();
    if (m_cork.isNull())
        m_cork = m_worker.takeBuffer();
    appendHead(m_cork, response, head);
    report(exchange, response.status, response.body.size());
    if (response.body.size() > kCorkedBody)
        flush(response.body);
    else
        m_cork.append(response.body);
    if (m_cork.size() > kCorkLimit)
        flush();
}

void HttpConnection::report(const HttpExchange &exchange, int status, qint64 responseBytes)
{
    HttpAccess access;
    access.method = exchange.method;
    access.path = exchange.path;
    access.requestId = exchange.requestId;
    access.status = status;
    access.requestBytes = exchange.requestBytes;
    access.responseBytes = responseBytes;
    access.durationUs =
        std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - exchange.started).count();
    m_worker.edge().observer.requestFinished(access);
}

void HttpConnection::flush(const QByteArray &body)
{
    if (m_cork.isNull() || m_ended)
        return;
    const bool written = m_writer.write(m_cork, body);
    m_worker.giveBuffer(std::exchange(m_cork, QByteArray()));
    if (!written)
        abort();
}

/// "100 Continue" goes out when it is this request's turn, and only to a client that still waits for it.
void HttpConnection::sendContinue()
{
    if (m_socket->bytesAvailable() > 0)
        m_owesContinue = false;
    if (!m_owesContinue || !m_exchanges.empty())
        return;
    m_owesContinue = false;
    if (m_cork.isNull())
        m_cork = m_worker.takeBuffer();
    m_cork.append("HTTP/1.1 100 Continue\r\n\r\n");
}

/// Brings deadlines and the connection's end into line with where it stands now.
void HttpConnection::settle()
{
    if (m_ended || m_processing)
        return;
    watchWrites();
    if (m_stage == Stage::Idle && m_exchanges.empty() && m_stageDeadline == kNever)
        m_stageDeadline = DeadlineWheel::nowMs() + m_worker.edge().options.idleTimeout.count();
    const bool done = m_exchanges.empty() && m_writer.pending() == 0;
    const bool drained = m_worker.isDraining() && m_stage == Stage::Idle;
    if (done && (m_stage == Stage::Closing || drained))
        close();
    if (!m_ended)
        armDeadline();
}

void HttpConnection::close()
{
    if (m_lingers || m_socket->bytesAvailable() > 0) {
        m_writer.shutdown();
        enter(Stage::Lingering, DeadlineWheel::nowMs() + kLingerMs);
        discard();
        return;
    }
    enter(Stage::Closing, kNever);
    m_socket->disconnectFromHost();
}

void HttpConnection::enter(Stage stage, qint64 deadlineMs)
{
    m_stage = stage;
    m_stageDeadline = deadlineMs;
}

/// The body's last moment: in all, and at the rate that it has to keep up after some grace.
qint64 HttpConnection::bodyDeadline() const
{
    const HttpServerOptions &options = m_worker.edge().options;
    const qint64 earned = m_bodyRead * kMsPerSecond / std::max<qint64>(options.minimumRate, 1);
    return m_bodyStarted + std::min<qint64>(options.bodyTimeout.count(), options.bodyGrace.count() + earned);
}

void HttpConnection::watchWrites()
{
    const qint64 pending = m_writer.pending();
    if (pending == 0) {
        m_writeDeadline = kNever;
    } else if (m_writeDeadline == kNever) {
        m_writeDeadline = DeadlineWheel::nowMs() + m_worker.edge().options.writeTimeout.count();
        m_takenAtMark = m_writer.total() - pending;
    }
}

void HttpConnection::armDeadline()
{
    const qint64 next = std::min(m_stageDeadline, m_writeDeadline);
    if (next < m_scheduledAt)
        m_scheduledAt = m_worker.wheel().schedule(m_id, next);
}

void HttpConnection::checkDeadline(qint64 scheduledMs)
{
    if (m_ended || scheduledMs != m_scheduledAt)
        return;
    m_scheduledAt = kNever;
    if (std::min(m_stageDeadline, m_writeDeadline) > DeadlineWheel::nowMs()) {
        armDeadline();
        return;
    }
    if (m_writeDeadline <= DeadlineWheel::nowMs())
        checkWrites();
    else
        stageTimedOut();
    flush();
    settle();
}

void HttpConnection::checkWrites()
{
    const HttpServerOptions &options = m_worker.edge().options;
    const qint64 taken = m_writer.total() - m_writer.pending() - m_takenAtMark;
    m_writeDeadline = kNever;
    if (taken >= options.minimumRate * options.writeTimeout.count() / kMsPerSecond)
        return; // slow, but fast enough: settle() sets the next mark
    m_worker.edge().observer.connectionCut(HttpCut::WriteTimeout);
    abort();
}

void HttpConnection::stageTimedOut()
{
    HttpObserver &observer = m_worker.edge().observer;
    switch (m_stage) {
    case Stage::Idle:
        close();
        return;
    case Stage::Header:
        observer.connectionCut(HttpCut::HeaderTimeout);
        fail(408, u"The request's header did not arrive in time."_s);
        return;
    case Stage::Body:
        observer.connectionCut(HttpCut::BodyTimeout);
        fail(408, u"The request's body did not arrive in time."_s);
        return;
    case Stage::Handshake:
    case Stage::Lingering:
        abort();
        return;
    case Stage::Held:
    case Stage::HeldUpgrade:
    case Stage::Upgrading:
    case Stage::Closing:
        return; // without a deadline
    }
}

}
