#include "client/models/quiethours.h"

#include <QDateTime>

#include <algorithm>

namespace hearth::client {

bool QuietHours::contains(qint64 utcMs, const QTimeZone &zone) const
{
    if (!enabled || from == to)
        return false;
    const QTime time = QDateTime::fromMSecsSinceEpoch(utcMs, zone).time();
    return from < to ? time >= from && time < to : time >= from || time < to;
}

qint64 QuietHours::endAfter(qint64 utcMs, const QTimeZone &zone) const
{
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(utcMs, zone);
    const QDate day = now.time() < to ? now.date() : now.date().addDays(1);
    // Where the clocks jump over that time it is the moment after the gap.
    const qint64 end = QDateTime(day, to, zone).toMSecsSinceEpoch();
    return std::max(end, utcMs + 1);
}

}
