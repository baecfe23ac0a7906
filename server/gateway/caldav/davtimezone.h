#pragma once

#include <QString>

#include <optional>

namespace hearth::server::gateway::caldav {

/// A VCALENDAR with the VTIMEZONE of an IANA zone, its changes spelled out from `fromMs` (UTC) on for ten
/// years; for programs that don't know zones by name. Empty for an unknown zone.
QString timeZoneText(const QString &zone, qint64 fromMs);
/// The IANA zone that a VTIMEZONE names by its TZID; nothing where it is none that is known here.
std::optional<QString> zoneOfText(const QString &text);

}
