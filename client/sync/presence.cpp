#include "client/sync/presence.h"

#include <QJsonArray>

namespace hearth::client {

using namespace Qt::StringLiterals;

void Presence::restart(const QString &self)
{
    m_self = self;
    m_rooms.clear();
    m_online = {self};
}

bool Presence::take(shared::CalendarId calendar, const QJsonObject &data)
{
    QSet<QString> &room = m_rooms[calendar];
    room.clear();
    const QJsonArray names = data.value("online"_L1).toArray();
    for (const QJsonValue &name : names)
        room.insert(name.toString());
    QSet<QString> online{m_self};
    for (const QSet<QString> &each : std::as_const(m_rooms))
        online.unite(each);
    return std::exchange(m_online, online) != online;
}

}
