#pragma once

#include "server/gateway/gatewayoptions.h"
#include "server/gateway/middleware/eventscache.h"
#include "server/gateway/middleware/middleware.h"
#include "server/gateway/middleware/tokenverifier.h"
#include "server/platform/onetimestore.h"
#include "server/proto/authapi.h"
#include "server/proto/calendarapi.h"

#include <atomic>
#include <memory>
#include <vector>

namespace hearth::server::gateway {

class SocketIoHub;

/// What requests share. Every Exchange holds it, so that a late reply finds it still there.
struct GatewayContext {
    GatewayContext(GatewayOptions gatewayOptions, AuthApi &authApi, CalendarApi &calendarApi,
                   OneTimeStore &oneTimeStore, const shared::Clock &theClock)
        : options(std::move(gatewayOptions))
        , auth(authApi)
        , calendar(calendarApi)
        , once(oneTimeStore)
        , clock(theClock)
        , tokens(std::make_shared<TokenVerifier>(authApi, theClock, options.tokens, options.tokenCacheSize))
        , eventsCache(options.eventsCacheBytes)
    {
    }

    const GatewayOptions options;
    AuthApi &auth;
    CalendarApi &calendar;
    OneTimeStore &once;
    const shared::Clock &clock;
    const std::shared_ptr<TokenVerifier> tokens;
    EventsCache eventsCache;
    std::atomic<int> exports = 0; ///< of accounts, under way
    std::vector<std::unique_ptr<Middleware>> middlewares;
    SocketIoHub *socketIo = nullptr; ///< set before the first request
};

}
