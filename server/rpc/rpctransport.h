#pragma once

#include "server/platform/servicetransport.h"

namespace hearth::server::rpc {

/// Services in other processes, over gRPC.
class RpcTransport final : public ServiceTransport {
public:
    /// gRPC's log lines go into ours from now on.
    RpcTransport();

    shared::Result<std::unique_ptr<AuthApi>> connectAuth(const Config &config, Metrics &metrics) override;
    shared::Result<std::unique_ptr<CalendarApi>> connectCalendar(const Config &config,
                                                                 Metrics &metrics) override;
    shared::Result<std::unique_ptr<ServedServices>> serve(const Config &config, AuthApi *auth,
                                                          CalendarApi *calendar, Metrics &metrics) override;
};

}
