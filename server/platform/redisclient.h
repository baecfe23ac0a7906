#pragma once

#include "server/platform/redisaddress.h"

#include <QList>
#include <QObject>
#include <QThread>

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace hearth::server {

/// An answer of Redis.
struct RedisReply {
    enum class Type {
        Lost, ///< the connection went, or there is none: whether it was done is not known
        Error,
        Text,
        Integer,
        Array,
        Nil,
    };
    Type type = Type::Lost;
    QByteArray text;
    qint64 integer = 0;
    std::vector<RedisReply> items;
};

/// One connection to Redis in a thread of its own, opened anew when it is lost. Thread-safe but for its
/// destructor; never blocks.
class RedisClient final {
public:
    /// Called in the client's thread.
    struct Handlers {
        std::function<void()> connected;
        std::function<void()> disconnected;
        /// Of subscribe(): its confirmations ("subscribe", topic, -) and messages ("message", topic,
        /// payload).
        std::function<void(const QByteArray &kind, const QByteArray &topic, const QByteArray &payload)>
            pushed;
    };
    RedisClient(RedisAddress address, Handlers handlers = {});
    /// Answers what is open with Lost, then ends.
    ~RedisClient();
    RedisClient(const RedisClient &) = delete;
    RedisClient &operator=(const RedisClient &) = delete;

    bool isConnected() const;
    /// The reply comes once: in the client's thread or, where there is no connection, before command()
    /// returns. A command that is not answered within a second costs the connection.
    void command(QList<QByteArray> arguments, std::function<void(const RedisReply &)> reply);
    /// A connection with subscriptions takes no commands; it keeps none of them over a reconnection.
    void subscribe(const QByteArray &topic);
    void unsubscribe(const QByteArray &topic);

private:
    class Connection;
    QThread m_thread;
    std::unique_ptr<Connection> m_connection; ///< lives in m_thread
};

}
