#pragma once

#include "shared/recurrence/recurrenceexpander.h"

#include <QString>
#include <QStringList>

namespace hearth::tests {

/// Days written short: "1997-09: 2 4-6, 1998-01: 1", each at `time` ("09:00:00"), or as dates where that is
/// empty; in the form of WallTime::toIso().
QStringList days(const QString &text, const QString &time);
/// Times of one day: "1997-09-02: 09:00 12:00".
QStringList times(const QString &text);

/// A series of `start` (ISO) in `zone` with the lines of `recurrence`; the test ends where they can't be
/// read.
shared::Series series(const QString &start, const QString &zone, const QString &recurrence,
                      qint64 durationMs = 3'600'000);
/// The ids of the first `count` occurrences, "too_dense" and the like where it is refused.
QStringList firstIds(const shared::Series &series, int count);
QStringList ids(const QList<shared::RecurrenceInstance> &instances);
/// UTC ms of an RFC 3339 time.
qint64 utc(const QString &text);

}
