#include "shared/recurrence/rulegrid.h"

namespace hearth::shared {

RuleGrid::RuleGrid(const Rule &rule, qint64 startDay)
    : m_frequency(rule.frequency)
    , m_interval(rule.interval)
    , m_weekStart(rule.weekStart)
    , m_byWeeks(!rule.byWeekNo.isEmpty())
    , m_startIndex(indexOf(CivilDay::of(startDay)))
{
}

qint64 RuleGrid::reachedFrom(const CivilDay &day) const
{
    if (m_interval == 1)
        return day.number;
    const qint64 index = indexOf(day);
    const qint64 past = floorMod(index - m_startIndex, m_interval);
    return past == 0 ? day.number : firstDayOf(index + m_interval - past);
}

RuleGrid::Period RuleGrid::periodOf(const CivilDay &day) const
{
    const qint64 index = indexOf(day);
    return Period{firstDayOf(index), firstDayOf(index + 1)};
}

qint64 RuleGrid::indexOf(const CivilDay &day) const
{
    switch (m_frequency) {
    case Frequency::Weekly:
        return floorDiv(weekStartOf(day.number, m_weekStart), 7);
    case Frequency::Monthly:
        return day.year * qint64{12} + day.month - 1;
    case Frequency::Yearly:
        return m_byWeeks ? weekYearOf(day, m_weekStart) : day.year;
    case Frequency::Secondly:
    case Frequency::Minutely:
    case Frequency::Hourly:
    case Frequency::Daily:
        break;
    }
    return day.number;
}

qint64 RuleGrid::firstDayOf(qint64 index) const
{
    // No day that exists lies that far ahead: the next period is past the end of time.
    if (m_frequency != Frequency::Daily && index > kLastDay)
        return kLastDay + 1;
    switch (m_frequency) {
    case Frequency::Weekly:
        // floorDiv() has taken away the same rest of every week's first day.
        return index * 7 + floorMod(weekStartOf(0, m_weekStart), 7);
    case Frequency::Monthly:
        return dayNumber(int(index / 12), int(index % 12) + 1, 1);
    case Frequency::Yearly:
        return m_byWeeks ? firstWeekOf(int(index), m_weekStart) : dayNumber(int(index), 1, 1);
    case Frequency::Secondly:
    case Frequency::Minutely:
    case Frequency::Hourly:
    case Frequency::Daily:
        break;
    }
    return index;
}

}
