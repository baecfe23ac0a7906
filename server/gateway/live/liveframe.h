#pragma once

#include "shared/domain/change.h"
#include "shared/protocol/livejson.h"

#include <QByteArray>

#include <functional>
#include <memory>

namespace hearth::server::gateway {

/// How a client is spoken to.
enum class LiveWire {
    WebSocket, ///< a JSON object in a WebSocket frame
    SocketIo, ///< a Socket.IO packet in a WebSocket frame
    SocketIoPolling, ///< a Socket.IO packet, for the answer to a poll
};

/// What the server says to one client or to many, before the wire of each. It is encoded when the first
/// client of a wire asks for it, and once for all of that wire. Thread-safe; copies share one encoding.
class LiveFrame {
public:
    /// `body` is a JSON object that is not empty: the frame's members but for the event.
    static LiveFrame event(const QString &name, const QByteArray &body);
    /// An event with nothing but data.
    static LiveFrame notice(const QString &name, const QJsonObject &data);
    static LiveFrame change(const shared::Change &change);
    /// What is no answer to any request: {"ok":false,"data":{"message"}}, as the event "error".
    static LiveFrame error(const QString &message);
    static LiveFrame answer(const shared::LiveRequest &request, bool ok, const QJsonObject &data);
    static LiveFrame ping();

    /// The bytes; empty where there is nothing to say on that wire.
    const QByteArray &on(LiveWire wire) const;

private:
    struct Encodings;
    explicit LiveFrame(std::function<QByteArray(LiveWire)> encode);

    std::shared_ptr<Encodings> m_encodings;
};

}
