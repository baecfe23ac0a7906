#include "shared/recurrence/completedrule.h"

namespace hearth::shared {

namespace {
void completeTime(Rule &rule, const WallTime &start)
{
    if (start.dateOnly) {
        rule.byHour = rule.byMinute = rule.bySecond = {};
    }
    const QTime time = start.time();
    if (rule.frequency > Frequency::Hourly && rule.byHour.isEmpty())
        rule.byHour = {time.hour()};
    if (rule.frequency > Frequency::Minutely && rule.byMinute.isEmpty())
        rule.byMinute = {time.minute()};
    if (rule.frequency > Frequency::Secondly && rule.bySecond.isEmpty())
        rule.bySecond = {time.second()};
}

void completeYear(Rule &rule, QDate start)
{
    if (!rule.byWeekNo.isEmpty()) {
        rule.byDay = {RuleDay{0, Qt::DayOfWeek(start.dayOfWeek())}};
        return;
    }
    rule.byMonthDay = {start.day()};
    if (rule.byMonth.isEmpty())
        rule.byMonth = {start.month()};
}
}

Rule completed(Rule rule, const WallTime &start)
{
    completeTime(rule, start);
    const bool dayless = rule.byDay.isEmpty() && rule.byMonthDay.isEmpty() && rule.byYearDay.isEmpty();
    if (!dayless)
        return rule;
    const QDate date = start.date();
    if (rule.frequency == Frequency::Weekly)
        rule.byDay = {RuleDay{0, Qt::DayOfWeek(date.dayOfWeek())}};
    if (rule.frequency == Frequency::Monthly)
        rule.byMonthDay = {date.day()};
    if (rule.frequency == Frequency::Yearly)
        completeYear(rule, date);
    return rule;
}

}
