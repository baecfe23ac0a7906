#pragma once

#include "shared/sql/query.h"

#include <QList>

#include <algorithm>
#include <functional>

namespace hearth::shared {

/// As many rows go into one statement: the round trip to the database is shared, and two texts are prepared
/// for every number of rows.
constexpr qsizetype kRowsAtOnce = 50;

/// A part of many rows, for one statement.
struct RowBatch {
    qsizetype from = 0;
    qsizetype count = 0; ///< rows
    qsizetype places = 0; ///< that the statement has for them: 1 or kRowsAtOnce
};

/// For `VALUES`: each statement has a place for each of its rows.
QList<RowBatch> valueBatches(qsizetype rows);
/// For `IN`: a statement may have more places than rows; bindKeys() fills them up.
QList<RowBatch> keyBatches(qsizetype rows);

/// "(:id0, :name0), (:id1, :name1)" out of "(:id, :name)": what Query::forRow() binds.
QString rowPlaces(const QString &row, qsizetype count);

/// A statement's text for one row and for kRowsAtOnce of them.
class ManyRows {
public:
    explicit ManyRows(const std::function<QString(qsizetype places)> &text);
    const QString &text(const RowBatch &batch) const { return batch.places == 1 ? m_one : m_many; }

private:
    QString m_one;
    QString m_many;
};

/// Binds the keys of that batch as ":name0", ":name1" and so on, the last one again where places are left.
template <class Key>
void bindKeys(Query &query, const QString &name, const QList<Key> &keys, const RowBatch &batch)
{
    for (qsizetype place = 0; place < batch.places; ++place)
        query.forRow(place).bind(name, keys.at(batch.from + std::min(place, batch.count - 1)));
    query.forAllRows();
}

}
