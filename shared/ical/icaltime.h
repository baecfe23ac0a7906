#pragma once

#include "shared/domain/zonedtime.h"
#include "shared/ical/contentline.h"
#include "shared/ical/icalzones.h"

#include <QTimeZone>

namespace hearth::shared {

/// A DATE or DATE-TIME of a text.
struct ICalTime {
    ZonedTime time;
    bool dateOnly = false;
    bool floating = false;

    friend bool operator==(const ICalTime &, const ICalTime &) = default;
};

/// What times mean in one text.
struct TimeContext {
    ICalZones &zones;
    QTimeZone floatingZone; ///< in which a floating time's instant is meant; its own is empty
};

/// The value (one of them, where the line has several) with the line's parameters. Nothing for what is none.
std::optional<ICalTime> readICalTime(const ContentLine &line, const QString &value,
                                     const TimeContext &context);
/// The zone that the time's wall time is meant in.
QTimeZone zoneOf(const ICalTime &time, const TimeContext &context);
/// "NAME;TZID=...:20261210T190000" in the form that the time has.
QString timeLine(QLatin1StringView name, const ICalTime &time);
/// The parameter and the colon: ";TZID=Europe/Berlin:", ";VALUE=DATE:", ":".
QString timeForm(const ICalTime &time);
/// "20261210T190000", "20261210T180000Z", "20261210" of a wall time in ISO form.
QString basicTime(const ICalTime &time);

}
