#pragma once

#include "server/platform/config.h"
#include "server/platform/metrics.h"
#include "server/proto/authapi.h"
#include "server/proto/calendarapi.h"

#include <memory>

namespace hearth::server {

/// Services of this process that others call, until it goes.
class ServedServices {
public:
    virtual ~ServedServices() = default;
    /// Where they are called, with the real port.
    virtual QString target() const = 0;
    /// Tells callers to go elsewhere and waits, bounded, for the calls under way. Streams end.
    virtual void drain() = 0;
};

/// Carries the services' contracts to and from other processes. A host without one has all services inside
/// itself.
class ServiceTransport {
public:
    virtual ~ServiceTransport() = default;

    /// The services behind `auth.service` and `calendar.service`; connected when they are first called.
    virtual shared::Result<std::unique_ptr<AuthApi>> connectAuth(const Config &config, Metrics &metrics) = 0;
    virtual shared::Result<std::unique_ptr<CalendarApi>> connectCalendar(const Config &config,
                                                                         Metrics &metrics) = 0;
    /// Serves at `rpc.listen` those of the two that are not null.
    virtual shared::Result<std::unique_ptr<ServedServices>>
    serve(const Config &config, AuthApi *auth, CalendarApi *calendar, Metrics &metrics) = 0;
};

}
