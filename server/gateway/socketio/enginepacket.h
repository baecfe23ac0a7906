#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QList>

#include <optional>

namespace hearth::server::gateway {

/// A packet of Engine.IO 4 but for binary ones, of which the API has none.
struct EnginePacket {
    enum class Type : char {
        Open = '0',
        Close = '1',
        Ping = '2',
        Pong = '3',
        Message = '4',
        Upgrade = '5',
        Noop = '6',
    };
    Type type = Type::Noop;
    QByteArray data;
};

/// Nothing for an empty packet, an unknown type, a binary packet, or what is not UTF-8.
std::optional<EnginePacket> parseEnginePacket(const QByteArray &text);
QByteArray enginePacket(EnginePacket::Type type, const QByteArray &data = {});

/// The packets of one HTTP body, which a record separator (0x1e) parts; nothing where one of them is wrong.
std::optional<QList<EnginePacket>> parseEnginePayload(const QByteArray &body);
QByteArray enginePayload(const QByteArrayList &packets);

}
