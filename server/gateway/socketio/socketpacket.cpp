#include "server/gateway/socketio/socketpacket.h"

#include "server/gateway/socketio/enginepacket.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::LiveRequest;
using shared::Result;

namespace {
constexpr qsizetype kMaxId = 15; // digits, so that it is a whole number for every client
constexpr qsizetype kMaxSpace = 128; // bytes

using Type = SocketPacket::Type;

QByteArray compact(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

QByteArray packet(Type type, const QByteArray &rest = {})
{
    QByteArray text;
    text.reserve(rest.size() + 2);
    text += static_cast<char>(EnginePacket::Type::Message);
    text += static_cast<char>(type);
    return text += rest;
}

/// "/name," before the rest, or "/name" alone. False where it is too long.
bool takeSpace(QByteArrayView &rest, SocketPacket &packet)
{
    if (!rest.startsWith('/'))
        return true;
    const qsizetype comma = rest.indexOf(',');
    const QByteArrayView space = comma < 0 ? rest : rest.first(comma);
    if (space.size() > kMaxSpace)
        return false;
    packet.space = QString::fromUtf8(space);
    rest = comma < 0 ? QByteArrayView() : rest.sliced(comma + 1);
    return true;
}

bool takeId(QByteArrayView &rest, SocketPacket &packet)
{
    qsizetype digits = 0;
    while (digits < rest.size() && rest[digits] >= '0' && rest[digits] <= '9')
        ++digits;
    packet.id = rest.first(digits).toByteArray();
    rest = rest.sliced(digits);
    return digits <= kMaxId;
}

bool takeData(QByteArrayView rest, SocketPacket &packet)
{
    if (rest.isEmpty()) {
        packet.data = QJsonValue(QJsonValue::Undefined);
        return true;
    }
    const QJsonDocument document = QJsonDocument::fromJson(rest.toByteArray());
    if (document.isObject())
        packet.data = document.object();
    else
        packet.data = document.array();
    return !document.isNull();
}

bool hasItsData(const SocketPacket &packet)
{
    switch (packet.type) {
    case Type::Connect:
        return packet.data.isUndefined() || packet.data.isObject();
    case Type::Disconnect:
        return packet.data.isUndefined();
    case Type::Event:
        return packet.data.toArray().first().isString();
    case Type::Ack:
        return packet.data.isArray() && !packet.id.isEmpty();
    case Type::ConnectError:
        return false; // a server's
    }
    Q_UNREACHABLE();
}
}

std::optional<SocketPacket> parseSocketPacket(const QByteArray &text)
{
    if (text.isEmpty() || text.front() < '0' || text.front() > '4')
        return std::nullopt;
    SocketPacket packet;
    packet.type = static_cast<Type>(text.front());
    QByteArrayView rest = QByteArrayView(text).sliced(1);
    if (!takeSpace(rest, packet) || !takeId(rest, packet) || !takeData(rest, packet) || !hasItsData(packet))
        return std::nullopt;
    return packet;
}

Result<QJsonObject> argumentOf(const SocketPacket &event)
{
    const QJsonValue argument = event.data.toArray().at(1);
    if (!argument.isObject() && !argument.isUndefined() && !argument.isNull())
        return Error{ErrorCode::InvalidArgument, u"An event's argument is an object."_s};
    return argument.toObject();
}

LiveRequest requestOf(const SocketPacket &event)
{
    const QJsonValue id =
        event.id.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(QString::fromLatin1(event.id));
    return {event.data.toArray().first().toString(), {}, id};
}

QByteArray socketConnected(const QByteArray &sid)
{
    return packet(Type::Connect, compact({{u"sid"_s, QString::fromLatin1(sid)}}));
}

QByteArray socketRefused(const QString &space, const QString &message)
{
    const QByteArray prefix = space == "/"_L1 ? QByteArray() : space.toUtf8() + ',';
    return packet(Type::ConnectError, prefix + compact({{u"message"_s, message}}));
}

QByteArray socketDisconnect() { return packet(Type::Disconnect); }

QByteArray socketEvent(const QString &name, const QByteArray &body)
{
    QByteArray text;
    text.reserve(body.size() + name.size() + 8);
    text += packet(Type::Event);
    text += "[\"" + name.toLatin1() + "\"," + body + ']';
    return text;
}

QByteArray socketAnswer(const LiveRequest &request, bool ok, const QJsonObject &data)
{
    const QString id = request.id.toString();
    if (!id.isEmpty())
        return packet(Type::Ack, id.toLatin1() + '[' + compact({{u"ok"_s, ok}, {u"data"_s, data}}) + ']');
    if (ok)
        return {};
    return socketEvent(u"error"_s,
                       compact({{u"event"_s, request.event}, {u"ok"_s, false}, {u"data"_s, data}}));
}

}
