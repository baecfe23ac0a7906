#pragma once

#include "server/gateway/http/httphandler.h"
#include "server/platform/metrics.h"
#include "server/proto/authapi.h"
#include "server/proto/calendarapi.h"

#include <atomic>

namespace hearth::server::host {

/// The admin address: /healthz (this process lives), /readyz (it can serve: its services' databases answer
/// now) and /metrics.
class AdminHandler final : public gateway::HttpHandler {
public:
    struct Services {
        AuthApi *auth = nullptr; ///< those that this process needs or is; null ones are not asked
        CalendarApi *calendar = nullptr;
        std::function<bool()> gatewayIsReady; ///< empty where there is no gateway
    };
    AdminHandler(const Metrics &metrics, Services services);

    /// From now on /readyz says no, so that nobody sends more work here.
    void startDraining() { m_draining = true; }

    void handle(gateway::HttpRequest request, gateway::HttpResponder responder) override;

private:
    void answerReady(const gateway::HttpRequest &request, gateway::HttpResponder responder);

    const Metrics &m_metrics;
    const Services m_services;
    std::atomic<bool> m_draining{false};
};

}
