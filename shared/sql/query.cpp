#include "shared/sql/query.h"

#include "shared/sql/databasestate.h"

#include <utility>

namespace hearth::shared {

namespace {
const QVariant &nullValue()
{
    static const QVariant null{QMetaType::fromType<QString>()};
    return null;
}
}

Query::Query(Database &database, QSqlQuery *statement)
    : m_database(&database)
    , m_statement(statement)
{
}

Query::Query(Query &&other) noexcept
    : m_database(other.m_database)
    , m_statement(std::exchange(other.m_statement, nullptr))
    , m_row(std::move(other.m_row))
{
}

Query::~Query()
{
    if (m_statement)
        m_statement->finish();
}

// The drivers write a null QString or QByteArray as NULL.
Query &Query::bind(const QString &name, const QString &value)
{
    return bindVariant(name, value.isNull() ? QStringLiteral("") : value);
}

Query &Query::bind(const QString &name, const QByteArray &value)
{
    return bindVariant(name, value.isNull() ? QByteArray("") : value);
}

Query &Query::bind(const QString &name, qint64 value) { return bindVariant(name, value); }

Query &Query::bind(const QString &name, int value) { return bindVariant(name, value); }

Query &Query::bind(const QString &name, bool value) { return bindVariant(name, value ? 1 : 0); }

Query &Query::bind(const QString &name, const QUuid &value)
{
    return value.isNull() ? bindNull(name) : bindVariant(name, value.toString(QUuid::WithoutBraces));
}

Query &Query::bindNull(const QString &name) { return bindVariant(name, nullValue()); }

Query &Query::forRow(qsizetype row)
{
    m_row = QString::number(row);
    return *this;
}

Query &Query::forAllRows()
{
    m_row.clear();
    return *this;
}

Query &Query::bindVariant(const QString &name, const QVariant &value)
{
    m_statement->bindValue(m_row.isEmpty() ? name : name + m_row, value);
    return *this;
}

Query &Query::run()
{
    if (!m_statement->exec())
        m_database->m_state->fail(m_statement->lastError());
    return *this;
}

qint64 Query::affected() const { return m_statement->numRowsAffected(); }

bool Query::next()
{
    if (m_statement->next())
        return true;
    if (m_statement->lastError().isValid())
        m_database->m_state->fail(m_statement->lastError());
    return false;
}

bool Query::isNull(int column) const { return m_statement->isNull(column); }

QString Query::text(int column) const { return m_statement->value(column).toString(); }

QByteArray Query::bytes(int column) const { return m_statement->value(column).toByteArray(); }

qint64 Query::integer(int column) const { return m_statement->value(column).toLongLong(); }

bool Query::boolean(int column) const { return integer(column) != 0; }

double Query::real(int column) const { return m_statement->value(column).toDouble(); }

QUuid Query::uuid(int column) const { return QUuid::fromString(text(column)); }

}
