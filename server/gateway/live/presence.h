#pragma once

#include "server/gateway/live/liveframe.h"
#include "server/platform/bus.h"
#include "shared/base/ids.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>

namespace hearth::server::gateway {

/// Who is in which room, over all gateways. Comings and goings are gathered for a moment, so that many at
/// once are one frame. Gateways tell each other their own people's whole list for a room whenever it changes,
/// which makes a lost word harmless. Thread-safe; its timers run in the thread where it was made.
class Presence {
public:
    /// `frame` is for everyone in the room, or only for those who have not been told yet who is there.
    using Deliver = std::function<void(shared::CalendarId calendar, const LiveFrame &frame, bool onlyNew)>;
    Presence(Bus &bus, QString gateway, std::chrono::milliseconds window, Deliver deliver);
    ~Presence();

    void came(shared::CalendarId calendar, const QString &username);
    void left(shared::CalendarId calendar, const QString &username);

private:
    using Names = QSet<QString>;
    struct Room {
        QHash<QString, int> local; ///< sockets of each user
        QHash<QString, Names> remote; ///< by gateway
        Names announced;
        bool publish = false;
        bool ask = false; ///< the other gateways' lists are not known yet
        bool newcomers = false;
    };
    struct Frame {
        shared::CalendarId calendar;
        LiveFrame frame;
        bool onlyNew;
    };
    void touch(shared::CalendarId calendar);
    void announce();
    QList<Frame> gather(QJsonArray &told);
    std::optional<Frame> difference(shared::CalendarId calendar, Room &room);
    void publish(const QJsonArray &rooms);
    void heard(const QByteArray &payload);
    void heardRoom(const QString &gateway, const QJsonObject &told);
    void forget(const QString &gateway);
    void republishAll();
    void beat();

    Bus &m_bus;
    const QString m_gateway;
    const Deliver m_deliver;
    std::mutex m_mutex;
    QHash<shared::CalendarId, Room> m_rooms;
    QSet<shared::CalendarId> m_touched;
    QHash<QString, qint64> m_heardMs; ///< when each other gateway last spoke
    QTimer m_window;
    QTimer m_heartbeat;
    std::unique_ptr<Subscription> m_subscription; // first to go
};

}
