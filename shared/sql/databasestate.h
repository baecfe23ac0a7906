#pragma once

#include "shared/sql/database.h"

#include <QSqlError>
#include <QSqlQuery>

namespace hearth::shared {

/// What Database, Query and Transaction share of one connection.
struct Database::State {
    DatabaseUrl url;
    Access access = Access::ReadWrite;
    QString name;
    QSqlDatabase handle;
    std::unordered_map<QString, std::unique_ptr<QSqlQuery>> statements;
    bool lost = false; ///< to be reopened before its next use

    /// Throws `error` as SqlError and marks the connection where it can't be used any more.
    [[noreturn]] void fail(const QSqlError &error);
    /// One statement without binds; throws SqlError.
    void run(const QString &sql);
    /// Ends what writes and was not read to its end: SQLite refuses to commit beside it.
    void finishWrites();
};

}
