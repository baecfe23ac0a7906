#include "server/gateway/live/liveframe.h"

#include "server/gateway/live/websocketframe.h"
#include "server/gateway/socketio/enginepacket.h"
#include "server/gateway/socketio/socketpacket.h"

#include <QJsonDocument>

#include <array>
#include <mutex>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

namespace {
constexpr size_t kWires = 3;

/// The client libraries keep "connect" to themselves.
QString nameInSocketIo(const QString &name) { return name == "connect"_L1 ? u"connected"_s : name; }

/// `json` and `packet` make the text of the frame for the two languages.
template <class Json, class Packet> QByteArray encoded(LiveWire wire, Json json, Packet packet)
{
    switch (wire) {
    case LiveWire::WebSocket:
        return textFrame(json());
    case LiveWire::SocketIo: {
        const QByteArray text = packet();
        return text.isEmpty() ? text : textFrame(text);
    }
    case LiveWire::SocketIoPolling:
        return packet();
    }
    Q_UNREACHABLE();
}
}

struct LiveFrame::Encodings {
    std::function<QByteArray(LiveWire)> encode;
    std::array<std::once_flag, kWires> flags;
    std::array<QByteArray, kWires> bytes;
};

LiveFrame::LiveFrame(std::function<QByteArray(LiveWire)> encode)
    : m_encodings(std::make_shared<Encodings>())
{
    m_encodings->encode = std::move(encode);
}

LiveFrame LiveFrame::event(const QString &name, const QByteArray &body)
{
    return LiveFrame([name, body](LiveWire wire) {
        return encoded(
            wire, [&] { return shared::liveEvent(name, body); },
            [&] { return socketEvent(nameInSocketIo(name), body); });
    });
}

LiveFrame LiveFrame::notice(const QString &name, const QJsonObject &data)
{
    return event(name, QJsonDocument(QJsonObject{{u"data"_s, data}}).toJson(QJsonDocument::Compact));
}

LiveFrame LiveFrame::change(const shared::Change &change)
{
    return event(shared::changeName(change.kind), shared::changeBody(change));
}

LiveFrame LiveFrame::error(const QString &message)
{
    const QJsonObject body{{u"ok"_s, false}, {u"data"_s, QJsonObject{{u"message"_s, message}}}};
    return event(u"error"_s, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

LiveFrame LiveFrame::answer(const shared::LiveRequest &request, bool ok, const QJsonObject &data)
{
    return LiveFrame([request, ok, data](LiveWire wire) {
        return encoded(
            wire, [&] { return shared::liveAnswer(request, ok, data); },
            [&] { return socketAnswer(request, ok, data); });
    });
}

LiveFrame LiveFrame::ping()
{
    return LiveFrame([](LiveWire wire) {
        if (wire == LiveWire::WebSocket)
            return pingFrame();
        return encoded(
            wire, [] { return QByteArray(); }, [] { return enginePacket(EnginePacket::Type::Ping); });
    });
}

const QByteArray &LiveFrame::on(LiveWire wire) const
{
    const auto index = static_cast<size_t>(wire);
    std::call_once(m_encodings->flags[index], [&] { m_encodings->bytes[index] = m_encodings->encode(wire); });
    return m_encodings->bytes[index];
}

}
