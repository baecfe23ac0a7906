#include "server/platform/redisclient.h"

#include "server/platform/logging.h"

#include <QSocketNotifier>
#include <QTimer>
#include <QUrl>

#include <private/qeventdispatcher_unix_p.h>

#include <hiredis/async.h>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace hearth::server {

namespace {

using namespace std::chrono_literals;

constexpr auto kLongestWait = 1000ms; ///< for a connection or an answer
constexpr auto kFirstPause = 100ms; ///< before another try, then twice as long each time
constexpr auto kLongestPause = 3000ms;
constexpr int kMostOpen = 10'000; ///< commands without an answer

RedisReply toReply(const redisReply *reply)
{
    RedisReply result;
    if (!reply)
        return result;
    if (reply->str)
        result.text = QByteArray(reply->str, qsizetype(reply->len));
    result.integer = reply->integer;
    switch (reply->type) {
    case REDIS_REPLY_ERROR:
        result.type = RedisReply::Type::Error;
        break;
    case REDIS_REPLY_INTEGER:
        result.type = RedisReply::Type::Integer;
        break;
    case REDIS_REPLY_ARRAY:
        result.type = RedisReply::Type::Array;
        for (size_t i = 0; i < reply->elements; ++i)
            result.items.push_back(toReply(reply->element[i]));
        break;
    case REDIS_REPLY_NIL:
        result.type = RedisReply::Type::Nil;
        break;
    default:
        result.type = RedisReply::Type::Text;
    }
    return result;
}

}

RedisAddress RedisAddress::fromUrl(const QString &text)
{
    const QUrl url(text);
    RedisAddress address;
    address.host = url.host();
    address.port = quint16(url.port(6379));
    address.user = url.userName(QUrl::FullyDecoded).toUtf8();
    address.password = url.password(QUrl::FullyDecoded).toUtf8();
    address.database = url.path().mid(1).toInt();
    return address;
}

/// The part that lives in the client's thread: hiredis' asynchronous context on Qt's event loop.
class RedisClient::Connection final : public QObject {
public:
    Connection(RedisAddress address, Handlers handlers)
        : m_address(std::move(address))
        , m_handlers(std::move(handlers))
    {
    }

    bool isConnected() const { return m_connected.load(std::memory_order_acquire); }
    /// Counts one more open command, or refuses it.
    bool take()
    {
        if (!isConnected())
            return false;
        if (m_open.fetch_add(1) < kMostOpen)
            return true;
        m_open.fetch_sub(1);
        return false;
    }

    void start()
    {
        m_retry = new QTimer(this);
        m_retry->setSingleShot(true);
        connect(m_retry, &QTimer::timeout, this, &Connection::open);
        m_watchdog = new QTimer(this);
        m_watchdog->setSingleShot(true);
        connect(m_watchdog, &QTimer::timeout, this, &Connection::checkProgress);
        open();
    }

    void end()
    {
        m_ending = true;
        drop();
        delete m_retry;
        delete m_watchdog;
    }

    void send(const QList<QByteArray> &arguments, std::function<void(const RedisReply &)> reply)
    {
        auto *waiting = new Waiting{this, std::move(reply)}; // freed by answer()
        if (!m_context || write(arguments, &Connection::answer, waiting) != REDIS_OK)
            return answer(nullptr, nullptr, waiting);
        if (!m_watchdog->isActive())
            m_watchdog->start(kLongestWait);
    }

    void sendSubscription(const QByteArray &verb, const QByteArray &topic)
    {
        if (m_context && isConnected())
            write({verb, topic}, verb == "SUBSCRIBE" ? &Connection::push : nullptr, this);
    }

private:
    struct Waiting {
        Connection *connection;
        std::function<void(const RedisReply &)> reply;
    };

    int write(const QList<QByteArray> &arguments, redisCallbackFn *callback, void *data)
    {
        std::vector<const char *> texts;
        std::vector<size_t> sizes;
        for (const QByteArray &argument : arguments) {
            texts.push_back(argument.constData());
            sizes.push_back(size_t(argument.size()));
        }
        return redisAsyncCommandArgv(m_context, callback, data, int(texts.size()), texts.data(),
                                     sizes.data());
    }

    static void answer(redisAsyncContext *, void *reply, void *data)
    {
        const std::unique_ptr<Waiting> waiting(static_cast<Waiting *>(data));
        ++waiting->connection->m_answers;
        waiting->connection->m_open.fetch_sub(1);
        waiting->reply(toReply(static_cast<redisReply *>(reply)));
    }

    static void push(redisAsyncContext *, void *reply, void *data)
    {
        const RedisReply message = toReply(static_cast<redisReply *>(reply));
        const auto *self = static_cast<Connection *>(data);
        if (message.items.size() >= 3 && self->m_handlers.pushed)
            self->m_handlers.pushed(message.items[0].text, message.items[1].text, message.items[2].text);
    }

    void open()
    {
        m_context = redisAsyncConnect(m_address.host.toUtf8().constData(), m_address.port);
        if (!m_context || m_context->err) {
            if (m_context)
                redisAsyncFree(std::exchange(m_context, nullptr));
            return closed();
        }
        m_context->data = this;
        attach();
        redisAsyncSetConnectCallback(m_context, [](const redisAsyncContext *context, int status) {
            static_cast<Connection *>(context->data)->opened(status == REDIS_OK);
        });
        redisAsyncSetDisconnectCallback(m_context, [](const redisAsyncContext *context, int) {
            auto *self = static_cast<Connection *>(context->data);
            self->m_context = nullptr; // hiredis frees it
            self->closed();
        });
        m_watchdog->start(kLongestWait);
    }

    /// hiredis asks for events through these.
    void attach()
    {
        m_read = new QSocketNotifier(m_context->c.fd, QSocketNotifier::Read, this);
        m_write = new QSocketNotifier(m_context->c.fd, QSocketNotifier::Write, this);
        m_read->setEnabled(false);
        m_write->setEnabled(false);
        connect(m_read, &QSocketNotifier::activated, this, [this] { redisAsyncHandleRead(m_context); });
        connect(m_write, &QSocketNotifier::activated, this, [this] { redisAsyncHandleWrite(m_context); });
        m_context->ev.data = this;
        m_context->ev.addRead = [](void *data) { enable(static_cast<Connection *>(data)->m_read, true); };
        m_context->ev.delRead = [](void *data) { enable(static_cast<Connection *>(data)->m_read, false); };
        m_context->ev.addWrite = [](void *data) { enable(static_cast<Connection *>(data)->m_write, true); };
        m_context->ev.delWrite = [](void *data) { enable(static_cast<Connection *>(data)->m_write, false); };
        m_context->ev.cleanup = [](void *data) { static_cast<Connection *>(data)->detach(); };
    }
    static void enable(QSocketNotifier *notifier, bool on)
    {
        if (notifier && notifier->isEnabled() != on)
            notifier->setEnabled(on);
    }
    void detach()
    {
        for (QSocketNotifier *notifier : {std::exchange(m_read, nullptr), std::exchange(m_write, nullptr)}) {
            if (!notifier)
                continue;
            notifier->setEnabled(false);
            notifier->deleteLater(); // it may be the one that is calling
        }
    }

    void opened(bool ok)
    {
        if (!ok) {
            m_context = nullptr; // hiredis frees it
            return closed();
        }
        redisEnableKeepAlive(&m_context->c);
        if (!m_address.password.isEmpty()) {
            QList<QByteArray> login{"AUTH"};
            if (!m_address.user.isEmpty())
                login.append(m_address.user);
            write(login << m_address.password, &Connection::loggedIn, this);
        }
        if (m_address.database != 0)
            write({"SELECT", QByteArray::number(m_address.database)}, &Connection::loggedIn, this);
        write({"PING"}, &Connection::ready, this);
    }

    static void loggedIn(redisAsyncContext *, void *reply, void *data)
    {
        const RedisReply answer = toReply(static_cast<redisReply *>(reply));
        if (answer.type == RedisReply::Type::Error)
            static_cast<Connection *>(data)->reportOnce(u"Redis refuses the login: "_s
                                                        + QString::fromUtf8(answer.text));
    }

    static void ready(redisAsyncContext *, void *reply, void *data)
    {
        auto *self = static_cast<Connection *>(data);
        const RedisReply answer = toReply(static_cast<redisReply *>(reply));
        if (answer.type == RedisReply::Type::Lost)
            return; // closed() follows
        if (answer.type == RedisReply::Type::Error) {
            self->reportOnce(u"Redis does not answer as it should: "_s + QString::fromUtf8(answer.text));
            return; // the watchdog drops it
        }
        ++self->m_answers;
        self->m_pause = kFirstPause;
        self->m_reported = false;
        self->m_connected.store(true, std::memory_order_release);
        logInfo(lcPlatform(), u"Connected to Redis"_s, {{"host", self->m_address.host}});
        if (self->m_handlers.connected)
            self->m_handlers.connected();
    }

    void closed()
    {
        const bool was = m_connected.exchange(false);
        if (m_ending)
            return;
        if (was && m_handlers.disconnected)
            m_handlers.disconnected();
        reportOnce(u"Redis can't be reached"_s);
        m_retry->start(m_pause);
        m_pause = std::min<std::chrono::milliseconds>(m_pause * 2, kLongestPause);
    }

    void reportOnce(const QString &text)
    {
        if (!std::exchange(m_reported, true))
            logWarning(lcPlatform(), text, {{"host", m_address.host}, {"port", qint64(m_address.port)}});
    }

    /// Drops a connection on which nothing was answered for a while.
    void checkProgress()
    {
        const qint64 answers = std::exchange(m_answersSeen, m_answers);
        if (!m_context || (isConnected() && m_open.load() == 0))
            return;
        if (answers != m_answers)
            m_watchdog->start(kLongestWait);
        else
            drop();
    }

    void drop()
    {
        if (!m_context)
            return;
        redisAsyncContext *const context = m_context;
        redisAsyncFree(context); // answers what is open; says "disconnected" only where it had been connected
        if (std::exchange(m_context, nullptr) == context)
            closed();
    }

    const RedisAddress m_address;
    const Handlers m_handlers;
    redisAsyncContext *m_context = nullptr;
    QSocketNotifier *m_read = nullptr;
    QSocketNotifier *m_write = nullptr;
    QTimer *m_retry = nullptr;
    QTimer *m_watchdog = nullptr;
    std::chrono::milliseconds m_pause = kFirstPause;
    qint64 m_answers = 0;
    qint64 m_answersSeen = 0;
    std::atomic<bool> m_connected{false};
    std::atomic<int> m_open{0};
    bool m_reported = false;
    bool m_ending = false;
};

RedisClient::RedisClient(RedisAddress address, Handlers handlers)
    : m_connection(std::make_unique<Connection>(std::move(address), std::move(handlers)))
{
    m_thread.setObjectName(u"hearth-redis"_s);
    m_thread.setEventDispatcher(new QEventDispatcherUNIX);
    m_connection->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(m_connection.get(), [this] { m_connection->start(); });
}

RedisClient::~RedisClient()
{
    QMetaObject::invokeMethod(
        m_connection.get(), [this] { m_connection->end(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

bool RedisClient::isConnected() const { return m_connection->isConnected(); }

void RedisClient::command(QList<QByteArray> arguments, std::function<void(const RedisReply &)> reply)
{
    if (!m_connection->take())
        return reply(RedisReply());
    QMetaObject::invokeMethod(
        m_connection.get(),
        [connection = m_connection.get(), arguments = std::move(arguments),
         reply = std::move(reply)]() mutable { connection->send(arguments, std::move(reply)); },
        Qt::QueuedConnection);
}

void RedisClient::subscribe(const QByteArray &topic)
{
    QMetaObject::invokeMethod(m_connection.get(), [connection = m_connection.get(), topic] {
        connection->sendSubscription("SUBSCRIBE", topic);
    });
}

void RedisClient::unsubscribe(const QByteArray &topic)
{
    QMetaObject::invokeMethod(m_connection.get(), [connection = m_connection.get(), topic] {
        connection->sendSubscription("UNSUBSCRIBE", topic);
    });
}

}
