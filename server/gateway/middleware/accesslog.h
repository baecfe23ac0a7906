#pragma once

#include "server/gateway/http/httpobserver.h"
#include "server/gateway/middleware/routemetrics.h"
#include "server/gateway/router.h"
#include "server/platform/metrics.h"

#include <array>

namespace hearth::server::gateway {

/// Writes a line for every answered request, with the path's template in the path's place, and counts.
class AccessLog final : public HttpObserver {
public:
    AccessLog(const Router &router, Metrics &metrics);

    void requestFinished(const HttpAccess &access) override;
    void connectionOpened() override;
    void connectionClosed() override;
    void connectionCut(HttpCut why) override;

private:
    const Router &m_router;
    RouteMetrics m_routes;
    Gauge m_connections;
    std::array<Counter, 7> m_cuts; ///< by HttpCut
};

}
