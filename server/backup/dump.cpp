#include "server/backup/dump.h"

#include "server/backup/tablelist.h"
#include "shared/sql/database.h"

#include <QCborArray>
#include <QCborStreamReader>
#include <QCborStreamWriter>
#include <QCborValue>

#include <algorithm>

namespace hearth::server::backup {

using namespace Qt::StringLiterals;
using shared::Database;
using shared::Done;
using shared::Engine;
using shared::Error;
using shared::ErrorCode;
using shared::Outcome;
using shared::Query;

namespace {

constexpr qint64 kBlocks = 64;

Error notADump(const QString &what)
{
    return {ErrorCode::InvalidArgument, u"The backup is damaged: "_s + what};
}

void writeRow(QCborStreamWriter &out, const Query &row, const QList<Column> &columns)
{
    out.startArray(quint64(columns.size()));
    for (int i = 0; i < columns.size(); ++i) {
        if (row.isNull(i)) {
            out.append(nullptr);
            continue;
        }
        switch (columns[i].kind) {
        case ColumnKind::Text:
            out.append(row.text(i));
            break;
        case ColumnKind::Uuid:
            out.append(row.uuid(i).toString(QUuid::WithoutBraces));
            break;
        case ColumnKind::Integer:
            out.append(row.integer(i));
            break;
        case ColumnKind::Bytes:
            out.append(row.bytes(i));
            break;
        }
    }
    out.endArray();
}

/// The number of rows that the question has given.
qint64 writeAnswer(QCborStreamWriter &out, Query &question, const QList<Column> &columns)
{
    qint64 rows = 0;
    for (question.run(); question.next(); ++rows)
        writeRow(out, question, columns);
    return rows;
}

qint64 blocksOf(Database &database, const QString &table)
{
    auto query = database.query(u"SELECT pg_relation_size(CAST(:name AS regclass)) / "
                                "CAST(current_setting('block_size') AS bigint)"_s);
    return query.bind(u":name"_s, table).run().next() ? query.integer(0) : 0;
}

/// PostgreSQL's client would hold all of an answer: there a table is read some blocks at a time.
qint64 writeRows(QCborStreamWriter &out, Database &database, const Table &table)
{
    const QString all = u"SELECT %1 FROM %2"_s.arg(table.columnNames().join(", "_L1), table.name);
    if (database.engine() != Engine::PostgreSql) {
        auto query = database.query(all);
        return writeAnswer(out, query, table.columns);
    }
    qint64 rows = 0;
    // What is put behind these blocks meanwhile is no part of the snapshot.
    const qint64 blocks = blocksOf(database, table.name);
    for (qint64 first = 0; first < blocks; first += kBlocks) {
        auto query = database.query(all + u" WHERE ctid >= CAST(:from AS tid) AND ctid < CAST(:to AS tid)"_s);
        query.bind(u":from"_s, u"(%1,0)"_s.arg(first)).bind(u":to"_s, u"(%1,0)"_s.arg(first + kBlocks));
        rows += writeAnswer(out, query, table.columns);
    }
    return rows;
}

Outcome bindValue(Query &query, const QString &name, ColumnKind kind, const QCborValue &value)
{
    if (value.isNull())
        query.bindNull(name);
    else if (kind == ColumnKind::Integer && value.isInteger())
        query.bind(name, value.toInteger());
    else if (kind == ColumnKind::Bytes && value.isByteArray())
        query.bind(name, value.toByteArray());
    else if ((kind == ColumnKind::Text || kind == ColumnKind::Uuid) && value.isString())
        query.bind(name, value.toString());
    else
        return notADump(u"a value of another kind in %1"_s.arg(name));
    return Done{};
}

QString insertText(const Table &table, const QList<Column> &columns)
{
    QStringList names;
    QStringList binds;
    for (const Column &column : columns) {
        names.append(column.name);
        binds.append(u':' + column.name);
    }
    return u"INSERT INTO %1 (%2) VALUES (%3)"_s.arg(table.name, names.join(", "_L1), binds.join(", "_L1));
}

/// The table's columns in the order in which the file has them; nothing where it has others.
std::optional<QList<Column>> inFileOrder(const Table &table, const QCborArray &names)
{
    QList<Column> columns;
    for (const QCborValue &name : names) {
        const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                        [&](const Column &each) { return each.name == name.toString(); });
        if (found == table.columns.end())
            return std::nullopt;
        columns.append(*found);
    }
    return columns.size() == table.columns.size() ? std::optional(columns) : std::nullopt;
}

Outcome readRows(QCborStreamReader &in, Database &database, const Table &table, const QList<Column> &columns)
{
    // What triggers have made of earlier tables' rows; the file has them as they were.
    database.query(u"DELETE FROM "_s + table.name).run();
    const QString text = insertText(table, columns);
    while (in.hasNext()) {
        const QCborArray row = QCborValue::fromCbor(in).toArray();
        if (in.lastError() != QCborError::NoError || row.size() != columns.size())
            return notADump(u"a row of %1"_s.arg(table.name));
        auto query = database.query(text);
        for (qsizetype i = 0; i < columns.size(); ++i)
            if (const auto bound = bindValue(query, u':' + columns[i].name, columns[i].kind, row.at(i));
                !bound)
                return bound;
        query.run();
    }
    return Done{};
}

Outcome readTable(QCborStreamReader &in, Database &database, const QList<Table> &tables)
{
    if (!in.isArray() || !in.enterContainer())
        return notADump(u"no table"_s);
    const QString name = QCborValue::fromCbor(in).toString();
    const auto table =
        std::find_if(tables.begin(), tables.end(), [&name](const Table &each) { return each.name == name; });
    if (table == tables.end())
        return notADump(u"an unknown table \"%1\""_s.arg(name));
    const auto columns = inFileOrder(*table, QCborValue::fromCbor(in).toArray());
    if (!columns || !in.isArray() || !in.enterContainer())
        return notADump(u"the columns of %1"_s.arg(name));
    if (const auto read = readRows(in, database, *table, *columns); !read)
        return read;
    if (!in.leaveContainer() || !in.leaveContainer())
        return notADump(u"the end of %1"_s.arg(name));
    return Done{};
}

}

QJsonObject writeDump(Database &database, QIODevice &file)
{
    QJsonObject counts;
    QCborStreamWriter out(&file);
    const QList<Table> tables = tablesOf(database);
    out.startArray(quint64(tables.size()));
    for (const Table &table : tables) {
        out.startArray(3);
        out.append(table.name);
        const QStringList names = table.columnNames();
        out.startArray(quint64(names.size()));
        for (const QString &name : names)
            out.append(name);
        out.endArray();
        out.startArray();
        counts.insert(table.name, writeRows(out, database, table));
        out.endArray();
        out.endArray();
    }
    out.endArray();
    return counts;
}

Outcome readDump(QIODevice &file, Database &database)
{
    const QList<Table> tables = tablesOf(database);
    QCborStreamReader in(&file);
    if (!in.isArray() || !in.isLengthKnown() || qsizetype(in.length()) != tables.size()
        || !in.enterContainer())
        return notADump(u"another number of tables"_s);
    while (in.hasNext())
        if (const auto read = readTable(in, database, tables); !read)
            return read;
    return in.lastError() == QCborError::NoError ? Outcome(Done{}) : notADump(in.lastError().toString());
}

bool isEmpty(Database &database)
{
    const QList<Table> tables = tablesOf(database);
    return std::all_of(tables.begin(), tables.end(), [&database](const Table &table) {
        auto query = database.query(u"SELECT 1 FROM %1 LIMIT 1"_s.arg(table.name));
        return !query.run().next();
    });
}

}
