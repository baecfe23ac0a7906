#include "server/platform/redisonetimestore.h"

namespace hearth::server {

using namespace Qt::StringLiterals;
using shared::Done;
using shared::Error;
using shared::ErrorCode;
using shared::Outcome;
using shared::Result;

namespace {
QByteArray named(const QByteArray &key) { return "hearth:once:" + key; }

Error isOver() { return {ErrorCode::Gone, u"This has been used, or its time is over."_s, u"used"_s}; }

Error noAnswer()
{
    return {ErrorCode::Unavailable, u"What is kept for a short time can't be reached."_s, {}, 2};
}
}

RedisOneTimeStore::RedisOneTimeStore(RedisClient &redis)
    : m_redis(redis)
{
}

void RedisOneTimeStore::put(const QByteArray &key, const QByteArray &value, std::chrono::seconds lifetime,
                            std::function<void(Outcome)> reply)
{
    const QList<QByteArray> command{"SET", named(key), value, "EX",
                                    QByteArray::number(qint64(lifetime.count()))};
    m_redis.command(command, [reply = std::move(reply)](const RedisReply &answer) {
        reply(answer.type == RedisReply::Type::Text ? Outcome(Done{}) : Outcome(noAnswer()));
    });
}

void RedisOneTimeStore::look(const QByteArray &key, std::function<void(Outcome)> reply)
{
    m_redis.command({"EXISTS", named(key)}, [reply = std::move(reply)](const RedisReply &answer) {
        if (answer.type != RedisReply::Type::Integer)
            return reply(noAnswer());
        reply(answer.integer == 1 ? Outcome(Done{}) : Outcome(isOver()));
    });
}

void RedisOneTimeStore::take(const QByteArray &key, std::function<void(Result<QByteArray>)> reply)
{
    m_redis.command({"GETDEL", named(key)}, [reply = std::move(reply)](const RedisReply &answer) {
        if (answer.type == RedisReply::Type::Text)
            return reply(answer.text);
        reply(answer.type == RedisReply::Type::Nil ? isOver() : noAnswer());
    });
}

}
