#pragma once

#include "server/platform/config.h"
#include "shared/sql/databaseurl.h"

namespace hearth::server::host {

/// Where a service keeps its data: as the settings say, or in a file of that folder. Throws HostFailure.
shared::DatabaseUrl authDatabaseUrl(const Config &config, const QString &dataFolder);
shared::DatabaseUrl calendarDatabaseUrl(const Config &config, const QString &dataFolder);

/// Brings a database to this program's schema. Throws HostFailure.
void prepareAuth(const shared::DatabaseUrl &url);
void prepareCalendar(const shared::DatabaseUrl &url);

}
