#pragma once

#include <QStringList>
#include <QTimeZone>

namespace hearth::shared {

/// The lines of a VTIMEZONE with everything that the zone does from that year on, up to 2037 and as far
/// beyond as a rule says it.
QStringList timeZoneLines(const QTimeZone &zone, int fromYear);

}
