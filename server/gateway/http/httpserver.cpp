#include "server/gateway/http/httpserver.h"

#include "server/gateway/http/httpacceptor.h"
#include "server/gateway/http/httpworker.h"

#include <QThread>
#include <QTimer>
#include <QtCore/private/qeventdispatcher_unix_p.h>

#include <algorithm>
#include <sys/socket.h>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::Done;
using shared::Error;
using shared::ErrorCode;
using shared::Outcome;

namespace {

QHostAddress peerOf(qintptr descriptor)
{
    sockaddr_storage storage = {};
    socklen_t size = sizeof(storage);
    if (::getpeername(int(descriptor), reinterpret_cast<sockaddr *>(&storage), &size) != 0)
        return {};
    return plainAddress(QHostAddress(reinterpret_cast<const sockaddr *>(&storage)));
}

HttpObserver &nobody()
{
    static HttpObserver observer;
    return observer;
}

}

class HttpServer::Private {
public:
    Private(HttpServerOptions options, HttpHandler &handler, HttpObserver *observer)
        : edge(std::make_shared<HttpEdge>(std::move(options), handler, observer ? *observer : nobody()))
        , tls(edge->options.tls)
    {
    }

    struct IoThread {
        std::unique_ptr<QThread> thread;
        HttpWorker *worker = nullptr; ///< lives and is deleted on the thread
    };

    void startThreads();
    void accepted(qintptr descriptor);
    std::optional<QSslConfiguration> currentTls();

    std::shared_ptr<HttpEdge> edge;
    std::vector<IoThread> threads;
    HttpAcceptor *acceptor = nullptr; ///< lives on the first IO thread
    size_t next = 0;
    QHostAddress address;
    quint16 port = 0;
    std::mutex tlsMutex;
    std::optional<QSslConfiguration> tls;
    size_t undrained = 0;
    bool drains = false;
};

/// Threads with Qt's own dispatcher: glib's makes every write cost more, the more sockets there are.
void HttpServer::Private::startThreads()
{
    for (int i = 0; i < std::max(edge->options.ioThreads, 1); ++i) {
        IoThread &io = threads.emplace_back();
        io.thread = std::make_unique<QThread>();
        io.thread->setObjectName(u"http-%1"_s.arg(i));
        io.thread->setEventDispatcher(new QEventDispatcherUNIX);
        io.thread->start();
        QObject context;
        context.moveToThread(io.thread.get());
        QMetaObject::invokeMethod(
            &context,
            [&] {
                io.worker = new HttpWorker(edge);
                QObject::connect(io.thread.get(), &QThread::finished, io.worker, &QObject::deleteLater);
                context.moveToThread(nullptr);
            },
            Qt::BlockingQueuedConnection);
    }
}

/// On the first IO thread: the next thread in turn serves this connection.
void HttpServer::Private::accepted(qintptr descriptor)
{
    const QHostAddress peer = peerOf(descriptor);
    const std::optional<ConnectionLimits::Refusal> refusal = edge->limits.open(peer);
    auto socket = std::make_shared<AcceptedSocket>(descriptor, peer, edge);
    if (refusal && !refusal->isAnswered) {
        edge->observer.connectionCut(refusal->why);
        return;
    }
    const std::optional<HttpCut> why = refusal ? std::optional(refusal->why) : std::nullopt;
    HttpWorker *worker = threads[next++ % threads.size()].worker;
    const auto adopt = [worker, socket, why, configuration = currentTls()] {
        worker->adopt(*socket, configuration, why);
    };
    if (worker->thread() == QThread::currentThread())
        adopt();
    else
        QMetaObject::invokeMethod(worker, adopt, Qt::QueuedConnection);
}

std::optional<QSslConfiguration> HttpServer::Private::currentTls()
{
    const std::lock_guard lock(tlsMutex);
    return tls;
}

HttpServer::HttpServer(HttpServerOptions options, HttpHandler &handler, HttpObserver *observer,
                       QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(options), handler, observer))
{
}

HttpServer::~HttpServer()
{
    if (d->threads.empty())
        return;
    QMetaObject::invokeMethod(
        d->threads.front().worker, [this] { delete d->acceptor; }, Qt::BlockingQueuedConnection);
    for (const Private::IoThread &io : d->threads)
        io.thread->quit();
    for (const Private::IoThread &io : d->threads)
        io.thread->wait();
}

Outcome HttpServer::listen()
{
    d->startThreads();
    Outcome outcome = Done{};
    HttpWorker *first = d->threads.front().worker;
    const auto open = [this, first, &outcome] {
        const HttpServerOptions &options = d->edge->options;
        d->acceptor =
            new HttpAcceptor([this](qintptr descriptor) { d->accepted(descriptor); },
                             [this] { d->edge->observer.connectionCut(HttpCut::OutOfDescriptors); }, first);
        outcome = d->acceptor->start(options.address, options.port);
        d->address = d->acceptor->serverAddress();
        d->port = d->acceptor->serverPort();
    };
    QMetaObject::invokeMethod(first, open, Qt::BlockingQueuedConnection);
    return outcome;
}

QHostAddress HttpServer::address() const { return d->address; }

quint16 HttpServer::port() const { return d->port; }

int HttpServer::connectionCount() const { return d->edge->limits.total(); }

void HttpServer::setTls(const QSslConfiguration &configuration)
{
    const std::lock_guard lock(d->tlsMutex);
    if (d->tls)
        d->tls = configuration;
}

void HttpServer::drain()
{
    if (std::exchange(d->drains, true) || d->threads.empty())
        return;
    d->undrained = d->threads.size();
    QMetaObject::invokeMethod(
        d->threads.front().worker, [this] { d->acceptor->close(); }, Qt::BlockingQueuedConnection);
    for (const Private::IoThread &io : d->threads) {
        HttpWorker *worker = io.worker;
        connect(worker, &HttpWorker::drained, this, [this, worker] {
            disconnect(worker, &HttpWorker::drained, this, nullptr);
            if (--d->undrained == 0)
                Q_EMIT finished();
        });
        QMetaObject::invokeMethod(
            worker, [worker] { worker->drain(); }, Qt::QueuedConnection);
    }
    QTimer::singleShot(d->edge->options.drainTimeout, this, [this] {
        for (const Private::IoThread &io : d->threads) {
            HttpWorker *worker = io.worker;
            QMetaObject::invokeMethod(
                worker, [worker] { worker->abortAll(); }, Qt::QueuedConnection);
        }
    });
}

}
