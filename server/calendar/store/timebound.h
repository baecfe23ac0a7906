#pragma once

#include "shared/base/result.h"

#include <QString>
#include <QTimeZone>

#include <string>

namespace hearth::server::calendar {

/// The end of a range as a client wrote it, in UTC milliseconds: a time, or a date that stands for the day's
/// begin in the zone; `absent` where nothing was written. The refusal's message begins with `what`.
shared::Result<qint64> timeBound(const std::string &given, const QTimeZone &zone, qint64 absent,
                                 const QString &what);

}
