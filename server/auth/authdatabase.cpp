#include "server/auth/authservice.h"

#include "shared/sql/database.h"
#include "shared/sql/migrator.h"
#include "shared/sql/sqlerror.h"

// The migrations lie in a static library: without this the linker drops them.
static void initMigrations() { Q_INIT_RESOURCE(auth_migrations); }

namespace hearth::server::auth {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;

shared::Outcome prepareAuthDatabase(const shared::DatabaseUrl &url)
{
    initMigrations();
    try {
        shared::Database database(url);
        if (const auto version = shared::Migrator(database, u":/migrations/auth"_s).migrate(); !version)
            return version.error();
        return shared::Done{};
    } catch (const shared::SqlError &error) {
        return Error{ErrorCode::Unavailable,
                     u"The auth database %1 can't be prepared: %2"_s.arg(url.displayText(),
                                                                         QString::fromUtf8(error.what()))};
    }
}

}
