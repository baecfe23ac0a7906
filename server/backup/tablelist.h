#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace hearth::shared {
class Database;
}

namespace hearth::server::backup {

/// What a column holds, whatever an engine calls it.
enum class ColumnKind { Text, Integer, Bytes, Uuid };

struct Column {
    QString name;
    ColumnKind kind = ColumnKind::Text;
};

/// A table that a backup holds.
struct Table {
    QString name;
    QList<Column> columns;

    QStringList columnNames() const;
};

/// Every table of the schema, those that others refer to before these; without the one that counts migrations
/// and without those of the search, which triggers fill. Throws SqlError.
QList<Table> tablesOf(shared::Database &database);

}
