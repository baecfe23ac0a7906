#pragma once

#include "shared/base/result.h"

#include <QJsonObject>

class QIODevice;

namespace hearth::shared {
class Database;
}

namespace hearth::server::backup {

/// Writes every row of a database, as CBOR that says nothing of the engine: an array of tables, each an array
/// of its name, the names of its columns, and the rows. The caller has a read transaction open, which is what
/// the rows are of. Gives the number of rows of each table. Throws SqlError.
QJsonObject writeDump(shared::Database &database, QIODevice &file);

/// Puts what writeDump() has written into a database of the same schema, of either engine, in which there are
/// no rows yet; the caller has a transaction open and commits. InvalidArgument where the file is not such a
/// dump, or of another schema. Throws SqlError.
shared::Outcome readDump(QIODevice &file, shared::Database &database);

/// Whether no table that a dump holds has a row. Throws SqlError.
bool isEmpty(shared::Database &database);

}
