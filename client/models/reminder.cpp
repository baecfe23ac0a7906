#include "client/models/reminder.h"

#include <QStringList>

namespace hearth::client {

QString ReminderKey::toString() const
{
    return event.toString() + u'/' + start + u'/' + QString::number(minutes);
}

std::optional<ReminderKey> ReminderKey::fromString(const QString &text)
{
    const QStringList parts = text.split(u'/');
    if (parts.size() != 3)
        return std::nullopt;
    const auto event = shared::EventId::fromString(parts.at(0));
    bool isNumber = false;
    const int minutes = parts.at(2).toInt(&isNumber);
    if (!event || parts.at(1).isEmpty() || !isNumber)
        return std::nullopt;
    return ReminderKey{*event, parts.at(1), minutes};
}

}
