#include "server/host/databases.h"

#include "server/auth/authservice.h"
#include "server/calendar/calendarservice.h"
#include "server/host/hostfailure.h"

using namespace Qt::StringLiterals;

namespace hearth::server::host {

namespace {

shared::DatabaseUrl databaseUrl(const Config &config, QLatin1StringView key, const QString &dataFolder,
                                const QString &fileName)
{
    const QString text = config.isEmpty(key) ? u"sqlite:"_s + dataFolder + u'/' + fileName : config.text(key);
    auto url = shared::DatabaseUrl::parse(text);
    if (!url)
        throw HostFailure(ExitCode::BadConfig, key + u": "_s + url.error().message);
    return *url;
}

void requirePrepared(const shared::Outcome &prepared, QLatin1StringView key)
{
    if (prepared)
        return;
    const QString message = key + u": "_s + prepared.error().message;
    switch (prepared.error().code) {
    case shared::ErrorCode::PreconditionFailed:
        throw HostFailure(ExitCode::SchemaNewer, message);
    case shared::ErrorCode::Unavailable:
    case shared::ErrorCode::DeadlineExceeded:
        throw HostFailure(ExitCode::DatabaseUnreachable, message);
    default:
        throw HostFailure(ExitCode::Internal, message);
    }
}

}

shared::DatabaseUrl authDatabaseUrl(const Config &config, const QString &dataFolder)
{
    return databaseUrl(config, "auth.database"_L1, dataFolder, u"auth.db"_s);
}

shared::DatabaseUrl calendarDatabaseUrl(const Config &config, const QString &dataFolder)
{
    return databaseUrl(config, "calendar.database"_L1, dataFolder, u"calendar.db"_s);
}

void prepareAuth(const shared::DatabaseUrl &url)
{
    requirePrepared(auth::prepareAuthDatabase(url), "auth.database"_L1);
}

void prepareCalendar(const shared::DatabaseUrl &url)
{
    requirePrepared(calendar::prepareCalendarDatabase(url), "calendar.database"_L1);
}

}
