#pragma once

#include "shared/base/ids.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>
#include <QString>

namespace hearth::client {

/// Who is connected, as the live API's notices tell it.
class Presence {
public:
    /// Nobody but oneself, until told.
    void restart(const QString &self);
    /// A "presence" notice of one calendar's room: {"online": [names], ...}; false where it changes nothing.
    bool take(shared::CalendarId calendar, const QJsonObject &data);
    /// Whoever is in any room.
    const QSet<QString> &online() const { return m_online; }

private:
    QString m_self;
    QHash<shared::CalendarId, QSet<QString>> m_rooms;
    QSet<QString> m_online;
};

}
