#pragma once

#include "shared/base/ids.h"

#include <QJsonValue>

#include <functional>

namespace hearth::client {

/// What the server sent, with its ids of events changed to those by which the app knows them. Only what an id
/// stands under is looked at (id, event_id, series_id, entity_id): what people wrote stays as it is.
QJsonValue withLocalIds(const QJsonValue &json,
                        const std::function<shared::EventId(shared::EventId)> &toLocal);

}
