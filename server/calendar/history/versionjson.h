#pragma once

#include "server/calendar/history/versiontable.h"

#include <QJsonObject>

namespace hearth::server::calendar {

/// {"event_id","number","version","kind","by","at","changes":[{"field","old","new"}]}, of a changed instance
/// "series_id" and "occurrence". `kind` is "created", "updated", "deleted", "restored" or "moved". `before`:
/// the version before it, where there is one. `hidden`: times only, and not who.
QJsonObject versionJson(const EventVersion &version, const std::optional<EventVersion> &before, bool hidden);

}
