#pragma once

#include "shared/base/result.h"
#include "shared/protocol/livejson.h"

#include <QByteArray>
#include <QJsonValue>
#include <QString>

#include <optional>

namespace hearth::server::gateway {

/// A packet of Socket.IO 5 but for binary ones, of which the API has none.
struct SocketPacket {
    enum class Type : char {
        Connect = '0',
        Disconnect = '1',
        Event = '2',
        Ack = '3',
        ConnectError = '4',
    };
    Type type = Type::Event;
    QString space = QStringLiteral("/"); ///< the namespace
    QByteArray id; ///< digits; empty where no acknowledgement is asked for
    QJsonValue data; ///< undefined where there is none
};

/// Nothing for what is no packet, or has not the data of its type.
std::optional<SocketPacket> parseSocketPacket(const QByteArray &text);
/// What an event packet asks for. Only the first argument counts. InvalidArgument where it is no object.
shared::Result<QJsonObject> argumentOf(const SocketPacket &event);
/// The request of an event packet, without its data.
shared::LiveRequest requestOf(const SocketPacket &event);

/// The rest makes whole Engine.IO messages.
QByteArray socketConnected(const QByteArray &sid);
QByteArray socketRefused(const QString &space, const QString &message);
QByteArray socketDisconnect();
/// `name` is one of the API's names, `body` a JSON object.
QByteArray socketEvent(const QString &name, const QByteArray &body);
/// `{ok, data}` as the acknowledgement. Where the request asked for none, a failure goes out as the event
/// "error", and otherwise there is nothing to say.
QByteArray socketAnswer(const shared::LiveRequest &request, bool ok, const QJsonObject &data);

}
