#pragma once

#include "shared/base/result.h"

#include <QString>

namespace hearth::shared {

enum class Engine { Sqlite, PostgreSql };

/// Where a database is: `sqlite:PATH` or `postgresql://user:password@host:port,host:port/name?options`.
class DatabaseUrl {
public:
    /// InvalidArgument with a message for the administrator for anything else.
    static Result<DatabaseUrl> parse(const QString &text);

    Engine engine = Engine::Sqlite;
    QString path; ///< SQLite's file
    QString hosts; ///< PostgreSQL: comma-separated, may be a socket's folder
    QString ports; ///< comma-separated, as many as hosts
    QString name;
    QString user;
    QString password;
    QString options; ///< further libpq options, `key=value;key=value`

    /// As it may be shown and logged: the password replaced by "***".
    QString displayText() const;
};

}
