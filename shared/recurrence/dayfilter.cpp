#include "shared/recurrence/dayfilter.h"

namespace hearth::shared {

namespace {
constexpr unsigned kAllMonths = 0x1ffe;

template <size_t Highest> void add(PositionSet<Highest> &set, const QList<int> &positions)
{
    for (const int position : positions)
        set.add(position);
}
}

DayFilter::DayFilter(const Rule &rule)
    : m_numbersInMonth(rule.frequency == Frequency::Monthly || !rule.byMonth.isEmpty())
    , m_weekStart(rule.weekStart)
{
    for (const int month : rule.byMonth)
        m_months |= 1U << month;
    if (rule.byMonth.isEmpty())
        m_months = kAllMonths;
    add(m_monthDays, rule.byMonthDay);
    add(m_yearDays, rule.byYearDay);
    add(m_weeks, rule.byWeekNo);
    addDays(rule);
}

void DayFilter::addDays(const Rule &rule)
{
    m_anyWeekday = rule.byDay.isEmpty();
    for (const RuleDay &day : rule.byDay) {
        if (day.ordinal == 0) {
            m_weekdays |= 1U << day.day;
            continue;
        }
        m_numbered = true;
        m_numberedDays.at(size_t(day.day)).add(day.ordinal);
    }
}

bool DayFilter::passes(const CivilDay &day) const
{
    return allowsMonth(day.month) && (!m_monthDays.any || m_monthDays.holds(day.day, day.monthLength()))
        && (m_anyWeekday || passesWeekday(day))
        && (!m_yearDays.any || m_yearDays.holds(day.yearDay, day.yearLength()))
        && (!m_weeks.any || passesWeekNumber(day));
}

bool DayFilter::passesWeekday(const CivilDay &day) const
{
    if (m_weekdays >> day.weekday & 1)
        return true;
    if (!m_numbered)
        return false;
    const int index = m_numbersInMonth ? day.day : day.yearDay;
    const int length = m_numbersInMonth ? day.monthLength() : day.yearLength();
    const int before = (index - 1) / 7;
    const int after = (length - index) / 7;
    return m_numberedDays.at(size_t(day.weekday)).holds(before + 1, before + 1 + after);
}

bool DayFilter::passesWeekNumber(const CivilDay &day) const
{
    const int year = weekYearOf(day, m_weekStart);
    const qint64 first = firstWeekOf(year, m_weekStart);
    const int weeks = int((firstWeekOf(year + 1, m_weekStart) - first) / 7);
    return m_weeks.holds(int((day.number - first) / 7) + 1, weeks);
}

qint64 DayFilter::nextAllowedMonth(const CivilDay &day) const
{
    for (int month = day.month + 1; month <= 12; ++month)
        if (allowsMonth(month))
            return dayNumber(day.year, month, 1);
    int month = 1;
    while (!allowsMonth(month) && month < 12)
        ++month;
    return dayNumber(day.year + 1, month, 1);
}

}
