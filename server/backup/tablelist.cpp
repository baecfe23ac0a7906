#include "server/backup/tablelist.h"

#include "shared/sql/database.h"

#include <QMultiHash>

#include <algorithm>
#include <stdexcept>

namespace hearth::server::backup {

using namespace Qt::StringLiterals;
using shared::Database;
using shared::Engine;

namespace {

bool isKept(const QString &table)
{
    return table != "schema_version"_L1 && !table.startsWith("search_"_L1) && !table.startsWith("sqlite_"_L1);
}

ColumnKind kindOf(const QString &type)
{
    const QString name = type.toLower();
    if (name == "uuid"_L1)
        return ColumnKind::Uuid;
    if (name == "bytea"_L1 || name == "blob"_L1)
        return ColumnKind::Bytes;
    if (name.contains("int"_L1))
        return ColumnKind::Integer;
    return ColumnKind::Text;
}

/// Rows of (table, column, type), columns in their order.
QString columnsQuestion(Engine engine)
{
    if (engine == Engine::Sqlite)
        return u"SELECT m.name, c.name, c.type FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
               " WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY m.name, c.cid"_s;
    return u"SELECT table_name, column_name, data_type FROM information_schema.columns"
           " WHERE table_schema = current_schema() AND table_name IN (SELECT table_name FROM "
           "information_schema.tables"
           " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE')"
           " ORDER BY table_name, ordinal_position"_s;
}

/// Rows of (table, table that it refers to).
QString referencesQuestion(Engine engine)
{
    if (engine == Engine::Sqlite)
        return u"SELECT m.name, f.\"table\" FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f"
               " WHERE m.type = 'table'"_s;
    return u"SELECT a.relname, b.relname FROM pg_constraint c JOIN pg_class a ON a.oid = c.conrelid"
           " JOIN pg_class b ON b.oid = c.confrelid"
           " WHERE c.contype = 'f' AND c.connamespace = current_schema()::regnamespace"_s;
}

QList<Table> readTables(Database &database)
{
    QList<Table> tables;
    auto query = database.query(columnsQuestion(database.engine()));
    query.run();
    while (query.next()) {
        if (!isKept(query.text(0)))
            continue;
        if (tables.isEmpty() || tables.last().name != query.text(0))
            tables.append({query.text(0), {}});
        tables.last().columns.append({query.text(1), kindOf(query.text(2))});
    }
    return tables;
}

}

QStringList Table::columnNames() const
{
    QStringList names;
    for (const Column &column : columns)
        names.append(column.name);
    return names;
}

QList<Table> tablesOf(Database &database)
{
    QList<Table> waiting = readTables(database);
    QMultiHash<QString, QString> references;
    auto query = database.query(referencesQuestion(database.engine()));
    query.run();
    while (query.next())
        if (query.text(0) != query.text(1))
            references.insert(query.text(0), query.text(1));

    QList<Table> ordered;
    const auto isReady = [&](const Table &table) {
        const QStringList wanted = references.values(table.name);
        return std::none_of(waiting.begin(), waiting.end(),
                            [&wanted](const Table &other) { return wanted.contains(other.name); });
    };
    while (!waiting.isEmpty()) {
        const auto next = std::find_if(waiting.begin(), waiting.end(), isReady);
        if (next == waiting.end())
            throw std::logic_error("Tables refer to each other in a circle");
        ordered.append(*next);
        waiting.erase(next);
    }
    return ordered;
}

}
