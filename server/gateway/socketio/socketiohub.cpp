#include "server/gateway/socketio/socketiohub.h"

#include "server/gateway/live/livehandshake.h"
#include "server/gateway/live/livehub.h"
#include "server/gateway/middleware/tokencheck.h"
#include "server/gateway/socketio/engineanswer.h"

#include <QRandomGenerator>

#include <array>
#include <optional>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::ErrorCode;

namespace {
constexpr int kRetrySeconds = 5;

QByteArray sidOf(const HttpRequest &request)
{
    return request.queryValue(u"sid").value_or(QString()).toUtf8();
}

/// Why a request is refused before its session is looked for.
std::optional<EngineError> refusal(const HttpRequest &request, QLatin1StringView transport)
{
    const QString named = request.queryValue(u"transport").value_or(QString());
    if (named != "polling"_L1 && named != "websocket"_L1)
        return EngineError::UnknownTransport;
    if (named != transport)
        return EngineError::BadRequest;
    const QString version = request.queryValue(u"EIO").value_or(QString());
    if (sidOf(request).isEmpty() && version != "4"_L1)
        return EngineError::UnsupportedVersion;
    return std::nullopt;
}

HttpResponse full()
{
    return problemAnswer(
        {ErrorCode::Unavailable, u"Too many sessions are open; try again."_s, {}, kRetrySeconds});
}

HttpResponse ending()
{
    return problemAnswer({ErrorCode::Unavailable, u"The server ends."_s, {}, kRetrySeconds});
}
}

SocketIoHub::SocketIoHub(LiveHub &live)
    : m_live(live)
    , m_limits(live.options().live.maxEngineSessions, live.options().live.maxWaitingPerAddress)
{
}

bool SocketIoHub::isPath(const QString &path)
{
    return path == "/socket.io/"_L1 || path == "/api/socket.io/"_L1;
}

QByteArray SocketIoHub::newSid()
{
    std::array<quint32, 4> words;
    QRandomGenerator::system()->generate(words.begin(), words.end());
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

void SocketIoHub::poll(const ExchangePtr &exchange)
{
    if (!allowOrigin(exchange))
        return;
    const HttpRequest &request = exchange->request();
    if (request.method != "GET") // HEAD would lose the packets
        return exchange->send(engineRefusal(EngineError::BadHandshakeMethod));
    if (const auto error = refusal(request, "polling"_L1))
        return exchange->send(engineRefusal(*error));
    const QByteArray sid = sidOf(request);
    if (sid.isEmpty())
        return open(exchange);
    const auto loop = loopOf(sid);
    if (!loop)
        return exchange->send(engineRefusal(EngineError::UnknownSession));
    loop->post([loop = loop.get(), sid, exchange] { loop->socketIo().poll(sid, exchange); });
}

void SocketIoHub::open(const ExchangePtr &exchange)
{
    const HttpRequest &request = exchange->request();
    if (m_live.isDraining())
        return exchange->send(ending());
    if (!admit(request.peer))
        return exchange->send(full());
    const EngineOpening opening{newSid(), bearerToken(request.headers), request.peer};
    m_live.loopOfThisThread()->socketIo().open(opening, exchange);
}

void SocketIoHub::post(const ExchangePtr &exchange)
{
    if (!allowOrigin(exchange))
        return;
    if (const auto error = refusal(exchange->request(), "polling"_L1))
        return exchange->send(engineRefusal(*error));
    const QByteArray sid = sidOf(exchange->request());
    if (sid.isEmpty())
        return exchange->send(engineRefusal(EngineError::BadHandshakeMethod));
    const auto loop = loopOf(sid);
    if (!loop)
        return exchange->send(engineRefusal(EngineError::UnknownSession));
    loop->post([loop = loop.get(), sid, exchange] { loop->socketIo().post(sid, exchange); });
}

void SocketIoHub::preflight(const ExchangePtr &exchange)
{
    if (!allowOrigin(exchange))
        return;
    HttpResponse response = HttpResponse::empty(204);
    response.headers.add("Allow", "GET, POST, OPTIONS");
    response.headers.add("Access-Control-Allow-Methods", "GET, POST");
    response.headers.add("Access-Control-Allow-Headers", "Authorization, Content-Type");
    response.headers.add("Access-Control-Max-Age", "600");
    exchange->send(std::move(response));
}

bool SocketIoHub::allowOrigin(const ExchangePtr &exchange) const
{
    const HttpRequest &request = exchange->request();
    if (!isAllowedOrigin(request, m_live.options().allowedOrigins)) {
        exchange->send(engineRefusal(EngineError::Forbidden));
        return false;
    }
    if (request.headers.contains("Origin")) {
        exchange->addField("Access-Control-Allow-Origin", request.headers.joined("Origin"));
        exchange->addField("Vary", "Origin");
    }
    return true;
}

void SocketIoHub::upgrade(const HttpRequest &head, const UpgradeResponder &responder)
{
    if (const auto error = refusal(head, "websocket"_L1))
        return responder.refuse(engineRefusal(*error));
    if (m_live.isDraining())
        return responder.refuse(ending());
    const QByteArray sid = sidOf(head);
    if (sid.isEmpty()) {
        const EngineOpening opening{newSid(), bearerToken(head.headers), head.peer};
        return responder.accept([live = &m_live, opening](std::unique_ptr<QTcpSocket> socket) {
            const auto loop = live->loopOfThisThread();
            loop->adopt(std::move(socket), [loop = loop.get(), opening](QWebSocket *ws, QTcpSocket *under) {
                loop->socketIo().open(opening, ws, under);
            });
        });
    }
    const auto loop = loopOf(sid);
    if (!loop)
        return responder.refuse(engineRefusal(EngineError::UnknownSession));
    responder.accept([live = &m_live, loop, sid](std::unique_ptr<QTcpSocket> socket) {
        const auto moved = std::make_shared<std::unique_ptr<QTcpSocket>>(std::move(socket));
        // Later, as this may be in a signal of the socket, which would go on while the other thread has it.
        live->loopOfThisThread()->post([loop, sid, moved] {
            (*moved)->moveToThread(loop->thread());
            loop->post([loop = loop.get(), sid, moved] { loop->socketIo().adopt(sid, std::move(*moved)); });
        });
    });
}

bool SocketIoHub::admit(const QHostAddress &peer)
{
    if (!m_limits.open(peer))
        return true;
    m_limits.close(peer);
    return false;
}

void SocketIoHub::add(const QByteArray &sid, const std::shared_ptr<LiveLoop> &loop)
{
    const std::lock_guard lock(m_mutex);
    m_loops.insert(sid, loop);
}

void SocketIoHub::connected(const QHostAddress &peer) { m_limits.upgrade(peer); }

void SocketIoHub::remove(const QByteArray &sid, const QHostAddress &peer, bool wasConnected)
{
    {
        const std::lock_guard lock(m_mutex);
        m_loops.remove(sid);
    }
    if (wasConnected)
        m_limits.closeUpgraded();
    else
        m_limits.close(peer);
}

std::shared_ptr<LiveLoop> SocketIoHub::loopOf(const QByteArray &sid)
{
    const std::lock_guard lock(m_mutex);
    return m_loops.value(sid).lock();
}

}
