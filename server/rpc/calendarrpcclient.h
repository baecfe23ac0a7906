#pragma once

#include "server/platform/metrics.h"
#include "server/proto/calendarapi.h"
#include "server/rpc/rpcoptions.h"

#include <memory>

namespace hearth::server::rpc {

/// The calendar service at `target`, over gRPC. Must not be destroyed by one of its own replies.
std::unique_ptr<CalendarApi> makeCalendarRpcClient(const QString &target, const RpcOptions &options,
                                                   Metrics &metrics);

}
