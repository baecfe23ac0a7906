#include "shared/recurrence/rule.h"

#include "shared/recurrence/ruleparts.h"

#include <QStringList>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
QString dayName(Qt::DayOfWeek day) { return kWeekdayNames.at(size_t(day - Qt::Monday)); }

QString dayText(const RuleDay &day)
{
    return day.ordinal == 0 ? dayName(day.day) : QString::number(day.ordinal) + dayName(day.day);
}

QString listText(const QList<int> &values)
{
    QStringList texts;
    for (const int value : values)
        texts.append(QString::number(value));
    return texts.join(u',');
}

QString dayListText(const QList<RuleDay> &days)
{
    QStringList texts;
    for (const RuleDay &day : days)
        texts.append(dayText(day));
    return texts.join(u',');
}
}

QString toText(const Rule &rule)
{
    QStringList parts{u"FREQ="_s + kFrequencyNames.at(size_t(rule.frequency))};
    if (rule.interval != 1)
        parts.append(u"INTERVAL="_s + QString::number(rule.interval));
    if (rule.count)
        parts.append(u"COUNT="_s + QString::number(*rule.count));
    if (rule.until)
        parts.append(u"UNTIL="_s + rule.until->at.toBasic() + (rule.until->utc ? u"Z"_s : QString()));
    for (const NumberPart &part : kNumberParts) {
        // BYDAY has its place among the others: before the parts of the time.
        if (part.values == &Rule::byHour && !rule.byDay.isEmpty())
            parts.append(u"BYDAY="_s + dayListText(rule.byDay));
        if (const QList<int> &values = rule.*part.values; !values.isEmpty())
            parts.append(QString(part.name) + u'=' + listText(values));
    }
    if (rule.weekStart != Qt::Monday)
        parts.append(u"WKST="_s + dayName(rule.weekStart));
    return parts.join(u';');
}

}
