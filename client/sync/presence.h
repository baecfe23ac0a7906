#pragma once

#include <QJsonObject>
#include <QSet>
#include <QString>

namespace hearth::client {

/// Who is connected, as the live API's notices tell it.
class Presence {
public:
    /// Nobody but oneself, until told.
    void restart(const QString &self);
    /// The data of a "presence" notice; false where it changes nothing.
    bool take(const QJsonObject &data);
    const QSet<QString> &online() const { return m_online; }

private:
    QSet<QString> m_online;
};

}
