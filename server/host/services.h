#pragma once

#include "server/platform/config.h"
#include "server/platform/metrics.h"
#include "server/platform/servicetransport.h"
#include "shared/base/clock.h"

#include <memory>

namespace hearth::server::host {

/// What runs in this process, as `role` says.
struct Roles {
    bool auth = false;
    bool calendar = false;
    bool gateway = false;

    static Roles of(const Config &config);
    QStringList names() const;
};

/// Whether a service of this process keeps its database in the data folder.
bool needsDataFolder(const Config &config, const Roles &roles);

/// The services behind their contracts: those of this process with their databases, and the way to the
/// others.
class Services {
public:
    /// Migrates the databases. `dataFolder` is for those that have no setting. Throws HostFailure.
    Services(const Config &config, const Roles &roles, const QString &dataFolder, ServiceTransport *transport,
             const shared::Clock &clock, Metrics &metrics);
    ~Services();

    /// Null where no part of this process needs it.
    AuthApi *auth() const;
    CalendarApi *calendar() const;
    /// Those that run here; null otherwise.
    AuthApi *ownAuth() const;
    CalendarApi *ownCalendar() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}
