#include "server/calendar/calendarservice.h"
#include "shared/sql/database.h"
#include "shared/sql/migrator.h"
#include "shared/sql/sqlerror.h"

#include <QtGlobal>

// Outside of every namespace, as Q_INIT_RESOURCE() needs it: a static library's resources are not there by
// themselves.
static void initCalendarMigrations() { Q_INIT_RESOURCE(calendar_migrations); }

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

shared::Outcome prepareCalendarDatabase(const shared::DatabaseUrl &url)
{
    initCalendarMigrations();
    try {
        shared::Database database(url);
        database.ensureOpen();
        const auto version = shared::Migrator(database, u":/migrations/calendar"_s).migrate();
        return version ? shared::Outcome(shared::Done{}) : shared::Outcome(version.error());
    } catch (const shared::SqlError &error) {
        return shared::Error{shared::ErrorCode::Unavailable,
                             u"The calendar database %1 can't be prepared: %2"_s.arg(
                                 url.displayText(), QString::fromUtf8(error.what()))};
    }
}

}
