#include "tests/shared/recurrence/recurrencesupport.h"

#include <QDateTime>

namespace hearth::tests {

using namespace Qt::StringLiterals;
using namespace hearth::shared;

QStringList days(const QString &text, const QString &time)
{
    QStringList found;
    for (const QString &month : text.split(u',')) {
        const QString prefix = month.section(u':', 0, 0).trimmed();
        for (const QString &range : month.section(u':', 1).split(u' ', Qt::SkipEmptyParts)) {
            const int last = range.section(u'-', -1).toInt();
            for (int day = range.section(u'-', 0, 0).toInt(); day <= last; ++day)
                found.append(u"%1-%2%3"_s.arg(prefix)
                                 .arg(day, 2, 10, QChar(u'0'))
                                 .arg(time.isEmpty() ? time : u'T' + time));
        }
    }
    return found;
}

QStringList times(const QString &text)
{
    QStringList found;
    const QString day = text.section(u':', 0, 0);
    for (const QString &time : text.section(u':', 1).split(u' ', Qt::SkipEmptyParts))
        found.append(day + u'T' + time + u":00"_s);
    return found;
}

Series series(const QString &start, const QString &zone, const QString &recurrence, qint64 durationMs)
{
    const auto set = parseRecurrenceSet(recurrence);
    if (!set)
        qFatal("%s", qPrintable(set.error().message));
    Series made;
    made.start = parseWallTime(start).value();
    made.zone = QTimeZone(zone.toUtf8());
    made.durationMs = durationMs;
    made.set = *set;
    return made;
}

QStringList ids(const QList<RecurrenceInstance> &instances)
{
    QStringList found;
    for (const RecurrenceInstance &instance : instances)
        found.append(instance.id.toIso());
    return found;
}

QStringList firstIds(const Series &series, int count)
{
    const auto expansion = RecurrenceExpander(series).nextOccurrences(utc(u"0001-01-02T00:00:00Z"_s), count);
    return expansion ? ids(expansion->instances) : QStringList{expansion.error().reason};
}

qint64 utc(const QString &text) { return QDateTime::fromString(text, Qt::ISODate).toMSecsSinceEpoch(); }

}
