#include "shared/sql/manyrows.h"

#include <QRegularExpression>

namespace hearth::shared {

QList<RowBatch> valueBatches(qsizetype rows)
{
    QList<RowBatch> batches;
    for (qsizetype from = 0; from < rows;) {
        const qsizetype count = rows - from < kRowsAtOnce ? 1 : kRowsAtOnce;
        batches.append({from, count, count});
        from += count;
    }
    return batches;
}

QList<RowBatch> keyBatches(qsizetype rows)
{
    QList<RowBatch> batches;
    for (qsizetype from = 0; from < rows; from += kRowsAtOnce) {
        const qsizetype count = std::min(rows - from, kRowsAtOnce);
        batches.append({from, count, count == 1 ? 1 : kRowsAtOnce});
    }
    return batches;
}

QString rowPlaces(const QString &row, qsizetype count)
{
    static const QRegularExpression kPlace(QStringLiteral(":[a-z_]+"));
    QStringList rows;
    for (qsizetype i = 0; i < count; ++i) {
        QString text;
        qsizetype done = 0;
        for (const QRegularExpressionMatch &place : kPlace.globalMatch(row)) {
            text += QStringView(row).sliced(done, place.capturedEnd() - done);
            text += QString::number(i);
            done = place.capturedEnd();
        }
        text += QStringView(row).sliced(done);
        rows.append(text);
    }
    return rows.join(QStringLiteral(", "));
}

ManyRows::ManyRows(const std::function<QString(qsizetype places)> &text)
    : m_one(text(1))
    , m_many(text(kRowsAtOnce))
{
}

}
