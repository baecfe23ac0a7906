#pragma once

#include "server/calendar/messages.h"

#include <QUuid>

namespace hearth::server::calendar {

/// Which database thread a calendar's writes go to: the same for all that say the calendar in the same way.
QUuid keyOf(const pb::CalendarRef &reference);

}
