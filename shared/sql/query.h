#pragma once

#include <QByteArray>
#include <QString>
#include <QUuid>
#include <QVariant>

class QSqlQuery;

namespace hearth::shared {

template <class Tag> struct Id;
class Database;

/// A prepared statement with its binds and its row. Throws SqlError; finished when it goes out of scope.
///
///     auto query = db.query(u"SELECT name FROM calendars WHERE id = :id"_s);
///     query.bind(u":id"_s, id).run();
///     while (query.next()) names.append(query.text(0));
class Query {
public:
    Query(Database &database, QSqlQuery *statement);
    Query(Query &&other) noexcept;
    ~Query();
    Query(const Query &) = delete;
    Query &operator=(const Query &) = delete;

    Query &bind(const QString &name, const QString &value);
    Query &bind(const QString &name, const QByteArray &value);
    Query &bind(const QString &name, qint64 value);
    Query &bind(const QString &name, int value);
    Query &bind(const QString &name, bool value);
    Query &bind(const QString &name, const QUuid &value); ///< null UUID: SQL NULL
    template <class Tag> Query &bind(const QString &name, const Id<Tag> &id) { return bind(name, id.value); }
    Query &bindNull(const QString &name);
    /// Binds from here on name the places of that row among those of rowPlaces() (manyrows.h): ":name" is
    /// ":name3".
    Query &forRow(qsizetype row);
    /// Binds from here on name places as they are written.
    Query &forAllRows();

    /// Runs; the rows are then read with next().
    Query &run();
    /// The rows that the statement changed.
    qint64 affected() const;
    bool next();

    bool isNull(int column) const;
    QString text(int column) const;
    QByteArray bytes(int column) const;
    qint64 integer(int column) const;
    bool boolean(int column) const;
    double real(int column) const;
    QUuid uuid(int column) const;
    template <class I> I id(int column) const { return I{uuid(column)}; }

private:
    Query &bindVariant(const QString &name, const QVariant &value);

    Database *m_database;
    QSqlQuery *m_statement;
    QString m_row; ///< behind each place's name
};

}
