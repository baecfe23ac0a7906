#pragma once

#include "server/calendar/messages.h"
#include "shared/base/result.h"
#include "shared/ical/icalcodec.h"

namespace hearth::server::calendar {

/// What was put: an event, with its changed instances where it is a series.
struct ObjectContent {
    shared::ICalEvent master;
    QList<shared::ICalEvent> instances;
};

/// Reads what a CalDAV client sends; the error has a reason of ObjectsApi::putObject().
shared::Result<ObjectContent> readObject(const std::string &data, const QTimeZone &calendarZone);

}
