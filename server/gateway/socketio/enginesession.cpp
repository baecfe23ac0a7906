#include "server/gateway/socketio/enginesession.h"

#include "server/gateway/live/livehub.h"
#include "server/gateway/socketio/engineanswer.h"
#include "server/gateway/socketio/socketiohub.h"
#include "server/gateway/socketio/socketioloop.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
constexpr int kMaxRefused = 3;

using Type = EnginePacket::Type;

/// Why the server ends the session, for a client that shows its errors.
QByteArray farewell(LiveClose code, const QByteArray &reason)
{
    const QJsonObject data{{u"message"_s, QString::fromUtf8(reason)}, {u"code"_s, static_cast<int>(code)}};
    return socketEvent(
        u"error"_s,
        QJsonDocument(QJsonObject{{u"ok"_s, false}, {u"data"_s, data}}).toJson(QJsonDocument::Compact));
}

/// After a DISCONNECT packet clients don't connect again by themselves.
bool isForGood(LiveClose code) { return code == LiveClose::Normal || code == LiveClose::SessionEnded; }
}

EngineSession::EngineSession(SocketIoLoop &loop, EngineOpening opening)
    : m_loop(loop)
    , m_opening(std::move(opening))
{
}

QByteArray EngineSession::handshake() const
{
    const LiveOptions &options = m_loop.live().options();
    const qint64 interval = options.pingInterval.count();
    const QJsonArray upgrades = m_link ? QJsonArray{} : QJsonArray{u"websocket"_s};
    // A missed pong ends the session when the next ping is due.
    const QJsonObject object{{u"sid"_s, QString::fromLatin1(m_opening.sid)},
                             {u"upgrades"_s, upgrades},
                             {u"pingInterval"_s, interval},
                             {u"pingTimeout"_s, interval},
                             {u"maxPayload"_s, options.maxMessage}};
    return enginePacket(Type::Open, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

void EngineSession::open(const ExchangePtr &exchange) { exchange->send(engineAnswer({handshake()})); }

void EngineSession::open(QWebSocket *webSocket, QTcpSocket *socket)
{
    m_link = transport(webSocket, socket);
    say(handshake());
}

std::unique_ptr<WebSocketTransport> EngineSession::transport(QWebSocket *webSocket, QTcpSocket *socket)
{
    const auto call = [self = weak_from_this()](auto method) {
        return [self, method](const auto &...arguments) {
            if (const auto session = self.lock())
                ((*session).*method)(arguments...);
        };
    };
    const auto gone = [self = weak_from_this(), number = ++m_socketNumber] {
        if (const auto session = self.lock())
            session->socketGone(number);
    };
    return std::make_unique<WebSocketTransport>(
        webSocket, socket, LiveWire::SocketIo, m_loop.live().options(), m_loop.live(),
        WebSocketTransport::Inputs{call(&EngineSession::heard), [] {}, gone});
}

void EngineSession::socketGone(quint32 number)
{
    if (m_link && number == m_socketNumber)
        end();
    else
        endProbe(number);
}

void EngineSession::probe(QWebSocket *webSocket, QTcpSocket *socket)
{
    if (m_link || m_probe || !isOpen()) {
        webSocket->abort();
        webSocket->deleteLater();
        return;
    }
    m_probe = transport(webSocket, socket);
    m_loop.endProbeLater(m_opening.sid, m_socketNumber);
}

void EngineSession::endProbe(quint32 number)
{
    if (number != m_socketNumber)
        return;
    m_probe.reset();
    m_probed = false;
}

void EngineSession::poll(const ExchangePtr &exchange)
{
    const bool overlaps = m_poll && !m_poll->isDone();
    if (m_link || overlaps)
        exchange->send(engineRefusal(EngineError::BadRequest));
    if (overlaps)
        end();
    if (m_link || overlaps)
        return;
    m_poll = exchange;
    answerPoll();
    if (m_poll && m_stage == Stage::Closing) {
        answerIdlePoll(Type::Close);
        end();
    } else if (m_probed) {
        answerIdlePoll();
    }
}

void EngineSession::post(const ExchangePtr &exchange)
{
    const auto packets = m_link ? std::nullopt : parseEnginePayload(exchange->request().body);
    if (!packets) {
        exchange->send(engineRefusal(EngineError::BadRequest));
        if (!m_link)
            end();
        return;
    }
    exchange->send(engineTaken());
    for (const EnginePacket &packet : *packets)
        take(packet);
}

void EngineSession::heard(const QByteArray &text)
{
    if (!m_link)
        return heardProbe(text);
    if (const auto packet = parseEnginePacket(text))
        take(*packet);
    else
        end();
}

void EngineSession::heardProbe(const QByteArray &text)
{
    if (text == "2probe") {
        const QByteArray answer = textFrame(enginePacket(Type::Pong, "probe"));
        m_probe->write(std::span(&answer, 1));
        m_probed = true;
        return answerIdlePoll();
    }
    if (text == enginePacket(Type::Upgrade) && m_probed)
        moveToProbe();
    else
        endProbe(m_socketNumber);
}

void EngineSession::moveToProbe()
{
    if (LiveSession *session = m_loop.live().session(m_key))
        session->flush(); // what it has gathered is encoded for polls
    answerIdlePoll();
    m_link = std::move(m_probe);
    m_probed = false;
    m_outboxBytes = 0;
    for (const QByteArray &packet : std::exchange(m_outbox, {}))
        say(packet);
}

void EngineSession::take(const EnginePacket &packet)
{
    if (m_stage == Stage::Ended || (m_stage == Stage::Closing && packet.type != Type::Close))
        return;
    switch (packet.type) {
    case Type::Message:
        if (const auto message = parseSocketPacket(packet.data))
            return take(*message);
        return end();
    case Type::Pong:
        return m_loop.live().ponged(m_key);
    case Type::Noop:
        return;
    case Type::Open:
    case Type::Close:
    case Type::Ping:
    case Type::Upgrade:
        return end();
    }
}

void EngineSession::take(const SocketPacket &packet)
{
    if (packet.space != "/"_L1) {
        if (packet.type == SocketPacket::Type::Connect)
            say(socketRefused(packet.space, u"Invalid namespace"_s));
        return;
    }
    switch (packet.type) {
    case SocketPacket::Type::Connect:
        return connect(packet);
    case SocketPacket::Type::Event:
        return request(packet);
    case SocketPacket::Type::Ack:
        return; // nothing is asked for
    case SocketPacket::Type::Disconnect:
    case SocketPacket::Type::ConnectError:
        return end();
    }
}

void EngineSession::connect(const SocketPacket &packet)
{
    if (m_stage != Stage::Opened)
        return end();
    m_stage = Stage::Verifying;
    const QString token = packet.data.toObject().value("token"_L1).toString();
    m_loop.live().hub().tokens().verify(
        token.isEmpty() ? m_opening.token : token.toUtf8(),
        [loop = m_loop.live().shared_from_this(), self = weak_from_this()](Result<AccessToken> result) {
            loop->post([self, result = std::move(result)] {
                if (const auto session = self.lock())
                    session->verified(result);
            });
        });
}

void EngineSession::verified(const Result<AccessToken> &token)
{
    if (m_stage != Stage::Verifying)
        return;
    if (!token) {
        m_stage = Stage::Opened;
        say(socketRefused(u"/"_s, token.error().message));
        return ++m_refused < kMaxRefused ? void() : end();
    }
    m_stage = Stage::Connected;
    m_key = m_loop.live().hub().newKey();
    m_loop.connected(*this);
    say(socketConnected(SocketIoHub::newSid()));
    m_loop.live().open(m_key, *token, shared_from_this());
}

void EngineSession::request(const SocketPacket &packet)
{
    LiveSession *session = m_loop.live().session(m_key);
    if (m_stage != Stage::Connected || !session)
        return end();
    shared::LiveRequest request = requestOf(packet);
    auto argument = argumentOf(packet);
    if (!argument)
        return session->send(LiveFrame::answer(request, false, {{u"message"_s, argument.error().message}}));
    request.data = *std::move(argument);
    m_loop.live().heard(m_key, std::move(request));
}

bool EngineSession::isOpen() const
{
    return m_stage != Stage::Closing && m_stage != Stage::Ended && (!m_link || m_link->isOpen());
}

void EngineSession::write(std::span<const QByteArray> frames)
{
    if (m_link)
        return m_link->write(frames);
    for (const QByteArray &packet : frames) {
        m_outbox.append(packet);
        m_outboxBytes += packet.size();
    }
    answerPoll();
}

/// Sends a packet of the session's own.
void EngineSession::say(const QByteArray &packet)
{
    if (m_stage == Stage::Ended)
        return;
    if (unsent() > 2 * m_loop.live().options().sendBuffer)
        return end();
    const QByteArray frame = m_link ? textFrame(packet) : packet;
    write(std::span(&frame, 1));
}

void EngineSession::answerPoll()
{
    if (!m_poll || m_poll->isDone() || m_outbox.isEmpty())
        return;
    m_outboxBytes = 0;
    std::exchange(m_poll, nullptr)->send(engineAnswer(std::exchange(m_outbox, {})));
}

void EngineSession::answerIdlePoll(Type type)
{
    if (const ExchangePtr idle = std::exchange(m_poll, nullptr))
        idle->send(engineAnswer({enginePacket(type)}));
}

void EngineSession::close(LiveClose code, const QByteArray &reason)
{
    QByteArrayList words;
    if (code != LiveClose::Normal)
        words.append(farewell(code, reason));
    if (isForGood(code))
        words.append(socketDisconnect());
    m_stage = Stage::Closing;
    if (m_link) {
        for (QByteArray &word : words)
            word = textFrame(word);
        m_link->write(std::span(words.constData(), static_cast<size_t>(words.size())));
        return m_link->close(code, reason);
    }
    // Clients hear the words a moment after a packet that closes, so that it comes with the next poll.
    write(std::span(words.constData(), static_cast<size_t>(words.size())));
}

void EngineSession::endUnlessConnected()
{
    if (m_key == 0)
        end();
}

void EngineSession::end()
{
    if (std::exchange(m_stage, Stage::Ended) == Stage::Ended)
        return;
    const auto self = shared_from_this();
    answerIdlePoll();
    m_probe.reset();
    m_link.reset();
    m_loop.ended(*this);
}

}
