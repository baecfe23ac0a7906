#pragma once

#include "shared/base/result.h"
#include "shared/sql/databaseurl.h"

namespace hearth::server::backup {

/// The two databases of a Hearth.
struct Databases {
    shared::DatabaseUrl auth;
    shared::DatabaseUrl calendar;
};

/// Writes both databases into a new folder, for its owner only, while services go on: manifest.json,
/// auth.cbor and calendar.cbor. Both are of one moment (docs/adr/0010-backup.md). Conflict where the folder
/// exists; Unavailable where a database can't be reached or the folder not be written.
shared::Outcome makeBackup(const Databases &databases, const QString &folder);

/// Before the databases are given this program's schema: InvalidArgument for what is no backup, or a damaged
/// one; Conflict where a database has rows, of whatever schema.
shared::Outcome checkRestoration(const QString &folder, const Databases &databases);

/// Fills both databases, which have this program's schema and no rows, on whichever engine: both or none.
/// Refuses as checkRestoration() does; PreconditionFailed for a backup of a newer schema, Conflict for one of
/// an older schema.
shared::Outcome restoreBackup(const QString &folder, const Databases &databases);

}
