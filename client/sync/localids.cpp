#include "client/sync/localids.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>

namespace hearth::client {

using shared::EventId;

namespace {
constexpr std::array kIds{QLatin1StringView("id"), QLatin1StringView("event_id"),
                          QLatin1StringView("series_id"), QLatin1StringView("entity_id")};

bool isId(const QString &key)
{
    return std::any_of(kIds.begin(), kIds.end(), [&key](QLatin1StringView id) { return key == id; });
}
}

QJsonValue withLocalIds(const QJsonValue &json, const std::function<EventId(EventId)> &toLocal)
{
    if (json.isArray()) {
        QJsonArray items;
        for (const QJsonValue &item : json.toArray())
            items.append(withLocalIds(item, toLocal));
        return items;
    }
    if (!json.isObject())
        return json;
    QJsonObject object = json.toObject();
    for (auto member = object.begin(); member != object.end(); ++member) {
        const QJsonValue value = member.value();
        if (!value.isString())
            member.value() = withLocalIds(value, toLocal);
        else if (const auto id = EventId::fromString(value.toString()); id && isId(member.key()))
            if (const EventId local = toLocal(*id); local != *id)
                member.value() = local.toString();
    }
    return object;
}

}
