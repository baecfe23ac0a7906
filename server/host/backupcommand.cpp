#include "server/host/backupcommand.h"

#include "server/backup/backup.h"
#include "server/host/databases.h"
#include "server/host/datafolder.h"
#include "server/host/hostfailure.h"
#include "server/host/services.h"

#include <QFile>

#include <memory>

using namespace Qt::StringLiterals;

namespace hearth::server::host {

namespace {

constexpr Roles kBoth{true, true, false};

ExitCode exitCodeOf(shared::ErrorCode code)
{
    switch (code) {
    case shared::ErrorCode::Unavailable:
        return ExitCode::DatabaseUnreachable;
    case shared::ErrorCode::PreconditionFailed:
        return ExitCode::SchemaNewer;
    default:
        return ExitCode::BackupRefused;
    }
}

void requireDone(const shared::Outcome &outcome)
{
    if (!outcome)
        throw HostFailure(exitCodeOf(outcome.error().code), outcome.error().message);
}

/// To read a database is not to make one.
void requireThere(const shared::DatabaseUrl &url)
{
    if (url.engine == shared::Engine::Sqlite && !QFile::exists(url.path))
        throw HostFailure(ExitCode::DatabaseUnreachable, u"There is no database %1"_s.arg(url.path));
}

/// A unit has its data elsewhere than whoever calls this: a default would be another Hearth's, or nobody's.
void requireNamed(const Config &config)
{
    if (needsDataFolder(config, kBoth) && !config.isSet("data"_L1))
        throw HostFailure(ExitCode::BadConfig,
                          u"Say which databases: --data (or HEARTH_DATA), or --auth-database and "
                          "--calendar-database"_s);
}

}

void runBackup(const ConfigRequest &request)
{
    requireNamed(request.config);
    const QString folder = request.config.path("data"_L1);
    const backup::Databases databases{authDatabaseUrl(request.config, folder),
                                      calendarDatabaseUrl(request.config, folder)};
    requireThere(databases.auth);
    requireThere(databases.calendar);
    requireDone(backup::makeBackup(databases, request.folder));
}

void runRestore(const ConfigRequest &request)
{
    requireNamed(request.config);
    const QString folder = request.config.path("data"_L1);
    std::unique_ptr<DataFolder> locked;
    if (needsDataFolder(request.config, kBoth))
        locked = std::make_unique<DataFolder>(folder, kBoth.names());
    const backup::Databases databases{authDatabaseUrl(request.config, folder),
                                      calendarDatabaseUrl(request.config, folder)};
    requireDone(backup::checkRestoration(request.folder, databases));
    prepareAuth(databases.auth);
    prepareCalendar(databases.calendar);
    requireDone(backup::restoreBackup(request.folder, databases));
}

}
