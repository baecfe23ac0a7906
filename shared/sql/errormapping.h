#pragma once

#include "shared/sql/databaseurl.h"
#include "shared/sql/sqlerror.h"

#include <QSqlError>

namespace hearth::shared {

/// The driver's error as SqlError. Its text is the first line of the database's message: PostgreSQL's further
/// lines repeat values of the row, which belong in no log.
SqlError toSqlError(Engine engine, const QSqlError &error, bool connectionOpen);

}
