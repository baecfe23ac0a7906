#pragma once

#include "server/gateway/http/httpexchange.h"
#include "server/gateway/http/httpobserver.h"
#include "server/gateway/http/httpparser.h"
#include "server/gateway/http/socketwriter.h"

#include <QObject>

#include <limits>
#include <vector>

namespace hearth::server::gateway {

class HttpWorker;

/// One client's connection on its IO thread: reads requests, bounds them in bytes and time, and writes the
/// answers in the requests' order. Deletes itself when it has ended.
class HttpConnection final : public QObject {
public:
    HttpConnection(HttpWorker &worker, quint64 id, std::unique_ptr<QTcpSocket> socket, QHostAddress peer);
    ~HttpConnection() override;

    /// Begins to read, or only answers 503 where there is a reason to.
    void start(std::optional<HttpCut> refusal);
    /// A handler's answer to one request.
    void take(quint64 sequence, HttpVerdict verdict);
    void checkDeadline(qint64 scheduledMs);
    /// Closes if idle; otherwise the last request under way is answered with "Connection: close".
    void drain();
    void abort();

private:
    enum class Stage {
        Handshake, ///< of TLS
        Idle, ///< between requests
        Header,
        Body,
        Held, ///< a whole request waits for the answers before it
        HeldUpgrade, ///< so does an unread upgrade
        Upgrading, ///< the handler decides over the upgrade
        Closing, ///< nothing more is read; closes after the last answer
        Lingering, ///< everything is written; waits for the peer to have read it
    };
    static constexpr qint64 kNever = std::numeric_limits<qint64>::max();

    void ready();
    void refuse(const QString &detail);
    void ended();

    void process();
    bool step();
    bool mayReadNext() const;
    QByteArrayView peek();
    bool readHeader();
    bool headerComplete();
    bool beginBody();
    bool readBody();
    bool requestComplete();
    bool dispatchHeld();
    void discard();

    HttpExchange &openExchange(const HttpRequest &request);
    void dispatch(HttpRequest request);
    void dispatchUpgrade();
    template <class Call> void callHandler(HttpRequest request, Call call);
    void fail(int status, const QString &detail);
    void fail(HttpResponse response);
    void handOver(const UpgradeTaker &taker);

    void writeAnswers();
    void dropUnanswered();
    void writeAnswer(const HttpExchange &exchange, HttpResponse response, bool keepAlive);
    void report(const HttpExchange &exchange, int status, qint64 responseBytes);
    void flush(const QByteArray &body = {});
    void sendContinue();
    void settle();
    void close();

    void enter(Stage stage, qint64 deadlineMs);
    qint64 bodyDeadline() const;
    void watchWrites();
    void armDeadline();
    void checkWrites();
    void stageTimedOut();

    HttpWorker &m_worker;
    const quint64 m_id;
    std::unique_ptr<QTcpSocket> m_socket; ///< null after it was handed over
    SocketWriter m_writer;
    const QHostAddress m_peer;
    const quint16 m_peerPort;
    const bool m_secure;
    HttpParser m_parser;
    std::vector<HttpExchange> m_exchanges; ///< unanswered requests, oldest first
    QByteArray m_cork; ///< answers that leave together at the end of what runs just now; empty between events
    quint64 m_lastSequence = 0;

    Stage m_stage = Stage::Idle;
    qint64 m_stageDeadline = kNever;
    qint64 m_writeDeadline = kNever;
    qint64 m_scheduledAt = kNever; ///< when the wheel looks at us next
    BodyShare m_bodyShare;
    qint64 m_bodyStarted = 0;
    qint64 m_bodyRead = 0;
    qint64 m_takenAtMark = 0; ///< taken by the kernel when the write deadline was set
    qint64 m_discarded = 0;
    std::chrono::steady_clock::time_point m_headerRead;
    bool m_processing = false;
    bool m_ended = false;
    bool m_owesContinue = false;
    bool m_lingers = false; ///< the peer may be sending still
    bool m_refused = false;
};

}
