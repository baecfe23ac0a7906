#pragma once

#include "shared/ical/rawcomponent.h"

#include <QTimeZone>

namespace hearth::shared {

struct ZoneByOffsets {
    QTimeZone zone;
    bool exact = false; ///< it has the same offsets from UTC, always, from 2020 to 2035
};

/// The zone of the world that does what a VTIMEZONE says. Where there are several, `preferred`, or the best
/// known; where there is none, the nearest by its standard offset, with or without summer time as it has.
ZoneByOffsets zoneByOffsets(const RawComponent &definition, const QTimeZone &preferred);

}
