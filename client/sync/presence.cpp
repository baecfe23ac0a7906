#include "client/sync/presence.h"

#include <QJsonArray>

namespace hearth::client {

using namespace Qt::StringLiterals;

namespace {
QStringList names(const QJsonValue &list)
{
    QStringList result;
    const QJsonArray array = list.toArray();
    for (const QJsonValue &item : array)
        result.append(item.isObject() ? item.toObject().value("username"_L1).toString() : item.toString());
    return result;
}
}

void Presence::restart(const QString &self) { m_online = {self}; }

bool Presence::take(const QJsonObject &data)
{
    const QSet<QString> before = m_online;
    const auto online = names(data.value("online"_L1));
    const auto offline = names(data.value("offline"_L1));
    for (const QString &name : online)
        m_online.insert(name);
    for (const QString &name : offline)
        m_online.remove(name);
    return m_online != before;
}

}
