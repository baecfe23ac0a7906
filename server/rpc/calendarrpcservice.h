#pragma once

#include "server/proto/calendarapi.h"
#include "server/rpc/servedservice.h"

#include <memory>
#include <vector>

namespace hearth::server::rpc {

/// Answers gRPC calls with `api` and its parts, which must outlive them.
std::vector<std::unique_ptr<ServedService>> makeCalendarRpcServices(CalendarApi &api);

}
