#include "tests/shared/recurrence/randomseries.h"

#include <QStringList>

#include <algorithm>

namespace hearth::tests {

using namespace Qt::StringLiterals;
using namespace hearth::shared;

namespace {
/// Hits once in `of` times.
bool hits(QRandomGenerator &random, int of) { return random.bounded(of) == 0; }

QList<int> numbers(QRandomGenerator &random, int lowest, int highest, bool negative, int most)
{
    QList<int> values;
    for (int n = random.bounded(most) + 1; n > 0; --n) {
        const int value = random.bounded(lowest, highest + 1);
        values.append(negative && hits(random, 3) ? -value : value);
    }
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

void addDays(QRandomGenerator &random, Rule &rule)
{
    const bool numbered = rule.byWeekNo.isEmpty() && rule.frequency >= Frequency::Monthly && hits(random, 2);
    for (int day = Qt::Monday; day <= Qt::Sunday; ++day)
        if (hits(random, 3))
            rule.byDay.append(
                {numbered ? random.bounded(1, 5) * (hits(random, 3) ? -1 : 1) : 0, Qt::DayOfWeek(day)});
}

void addEnd(QRandomGenerator &random, Rule &rule)
{
    const int kind = random.bounded(4);
    if (kind == 0)
        rule.count = random.bounded(1, 40);
    if (kind == 1)
        rule.until =
            RuleUntil{wallTime(QDate(2025, 1, 1).addDays(random.bounded(900)), QTime(random.bounded(24), 0)),
                      hits(random, 2)};
}

bool hasChoice(const Rule &rule)
{
    return !(rule.byDay.isEmpty() && rule.byMonth.isEmpty() && rule.byMonthDay.isEmpty()
             && rule.byYearDay.isEmpty() && rule.byWeekNo.isEmpty() && rule.byHour.isEmpty()
             && rule.byMinute.isEmpty() && rule.bySecond.isEmpty());
}
}

Rule randomRule(QRandomGenerator &random)
{
    Rule rule;
    rule.frequency = Frequency(random.bounded(7));
    rule.interval = hits(random, 2) ? 1 : random.bounded(1, 30);
    rule.weekStart = Qt::DayOfWeek(random.bounded(1, 8));
    const bool daily = rule.frequency == Frequency::Daily;
    const bool yearly = rule.frequency == Frequency::Yearly;
    if (hits(random, 4))
        rule.byMonth = numbers(random, 1, 12, false, 4);
    if (yearly && hits(random, 6))
        rule.byWeekNo = numbers(random, 1, 53, true, 4);
    if ((yearly || rule.frequency < Frequency::Daily) && hits(random, 8))
        rule.byYearDay = numbers(random, 1, 366, true, 6);
    if (rule.frequency != Frequency::Weekly && hits(random, 4))
        rule.byMonthDay = numbers(random, 1, 31, true, 5);
    if (hits(random, daily ? 2 : 4))
        rule.byHour = numbers(random, 0, 23, false, 3);
    if (hits(random, 5))
        rule.byMinute = numbers(random, 0, 59, false, 3);
    if (hits(random, 6))
        rule.bySecond = numbers(random, 0, 59, false, 2);
    if (hits(random, 2))
        addDays(random, rule);
    if (hasChoice(rule) && hits(random, 4))
        rule.bySetPos = numbers(random, 1, 6, true, 2);
    addEnd(random, rule);
    return rule;
}

Series randomSeries(QRandomGenerator &random)
{
    static const QList<QByteArray> zones{"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"};
    Series series;
    const QDate day = QDate(2025, 1, 1).addDays(random.bounded(700));
    series.start = wallTime(day, QTime(random.bounded(24), random.bounded(4) * 15, hits(random, 4) ? 7 : 0));
    series.zone = QTimeZone(zones.at(random.bounded(zones.size())));
    series.durationMs = random.bounded(1, 100) * qint64{900'000};
    do
        series.set.rules = {randomRule(random)};
    while (series.set.rules.first().frequency < Frequency::Daily && hits(random, 2));
    if (series.set.rules.first().frequency >= Frequency::Daily && hits(random, 4)) {
        series.start = wallTime(day);
        series.durationMs = random.bounded(1, 4) * kDaySeconds * 1000;
    }
    for (int n = hits(random, 4) ? random.bounded(5) : 0; n > 0; --n)
        series.set.rdates.append(
            {series.start.seconds + random.bounded(-3, 60) * kDaySeconds, series.start.dateOnly});
    for (int n = hits(random, 4) ? random.bounded(5) : 0; n > 0; --n)
        series.set.exdates.append(
            {series.start.seconds + random.bounded(60) * kDaySeconds, series.start.dateOnly});
    std::sort(series.set.rdates.begin(), series.set.rdates.end());
    std::sort(series.set.exdates.begin(), series.set.exdates.end());
    return series;
}

}
