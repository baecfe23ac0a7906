#include "server/gateway/socketio/enginepacket.h"

namespace hearth::server::gateway {

namespace {
constexpr char kSeparator = '\x1e';
}

std::optional<EnginePacket> parseEnginePacket(const QByteArray &text)
{
    if (text.isEmpty() || text.front() < '0' || text.front() > '6' || !text.isValidUtf8())
        return std::nullopt;
    return EnginePacket{static_cast<EnginePacket::Type>(text.front()), text.sliced(1)};
}

QByteArray enginePacket(EnginePacket::Type type, const QByteArray &data)
{
    return QByteArray(1, static_cast<char>(type)) + data;
}

std::optional<QList<EnginePacket>> parseEnginePayload(const QByteArray &body)
{
    QList<EnginePacket> packets;
    for (const QByteArray &each : body.split(kSeparator)) {
        auto packet = parseEnginePacket(each);
        if (!packet)
            return std::nullopt;
        packets.append(*std::move(packet));
    }
    return packets;
}

QByteArray enginePayload(const QByteArrayList &packets) { return packets.join(kSeparator); }

}
