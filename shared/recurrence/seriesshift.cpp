#include "shared/recurrence/seriessplit.h"

#include "shared/recurrence/seriesparts.h"

#include <algorithm>

namespace hearth::shared {

namespace {
/// Moves the parts of a series from one start to another.
class Shift {
public:
    Shift(const Series &series, const WallTime &start)
        : m_series(series)
        , m_clock(clockOf(series))
        , m_start(start)
        , m_day(CivilDay::of(floorDiv(start.seconds, kDaySeconds)))
        , m_seconds(start.seconds - series.start.seconds)
        , m_days(m_day.number - floorDiv(series.start.seconds, kDaySeconds))
    {
    }

    WallTime moved(const WallTime &date) const
    {
        if (date.dateOnly || m_start.dateOnly)
            return WallTime{midnight(date.seconds) + m_days * kDaySeconds, true};
        return WallTime{date.seconds + m_seconds, false};
    }

    Rule moved(Rule rule) const
    {
        if (rule.until)
            rule.until = movedUntil(*rule.until);
        moveTimes(rule);
        if (rule.bySetPos.isEmpty())
            moveDays(rule);
        return rule;
    }

private:
    RuleUntil movedUntil(const RuleUntil &until) const
    {
        if (!until.utc || m_series.floating || m_start.dateOnly || m_series.start.dateOnly)
            return RuleUntil{moved(until.at), false};
        const qint64 wall = m_clock.toWall(until.at.seconds * 1000) + m_seconds;
        return RuleUntil{WallTime{floorDiv(m_clock.toUtc(wall), 1000), false}, true};
    }

    void moveTimes(Rule &rule) const
    {
        const QTime time = m_start.time();
        for (const auto &[part, value] :
             {std::pair{&Rule::byHour, time.hour()}, std::pair{&Rule::byMinute, time.minute()},
              std::pair{&Rule::bySecond, time.second()}}) {
            if (m_start.dateOnly)
                (rule.*part).clear();
            replaceOne(rule.*part, value, value);
        }
    }

    void moveDays(Rule &rule) const
    {
        const qint64 firstWeek = firstWeekOf(weekYearOf(m_day, rule.weekStart), rule.weekStart);
        const qint64 nextFirstWeek = firstWeekOf(weekYearOf(m_day, rule.weekStart) + 1, rule.weekStart);
        const int week = int((m_day.number - firstWeek) / 7) + 1;
        const int weeks = int((nextFirstWeek - firstWeek) / 7);
        replaceOne(rule.byWeekNo, week, week - weeks - 1);
        replaceOne(rule.byMonthDay, m_day.day, m_day.day - m_day.monthLength() - 1);
        replaceOne(rule.byYearDay, m_day.yearDay, m_day.yearDay - m_day.yearLength() - 1);
        moveWeekdays(rule);
        replaceOne(rule.byMonth, m_day.month, m_day.month);
    }

    /// Changes a list with one value, which is counted from the end where it is negative.
    static void replaceOne(QList<int> &values, int fromStart, int fromEnd)
    {
        if (values.size() == 1)
            values = {values.constFirst() < 0 ? fromEnd : fromStart};
    }

    void moveWeekdays(Rule &rule) const
    {
        const bool numbered = std::any_of(rule.byDay.begin(), rule.byDay.end(),
                                          [](const RuleDay &day) { return day.ordinal != 0; });
        if (numbered && rule.byDay.size() == 1)
            rule.byDay = {numberedDay(rule)};
        if (numbered)
            return;
        for (RuleDay &day : rule.byDay)
            day.day = Qt::DayOfWeek(floorMod(day.day - 1 + m_days, 7) + 1);
        std::sort(rule.byDay.begin(), rule.byDay.end(),
                  [](const RuleDay &a, const RuleDay &b) { return a.day < b.day; });
    }

    RuleDay numberedDay(const Rule &rule) const
    {
        const bool inMonth = rule.frequency == Frequency::Monthly || !rule.byMonth.isEmpty();
        const int index = inMonth ? m_day.day : m_day.yearDay;
        const int length = inMonth ? m_day.monthLength() : m_day.yearLength();
        const bool fromEnd = rule.byDay.constFirst().ordinal < 0;
        return RuleDay{fromEnd ? -((length - index) / 7 + 1) : (index + 6) / 7, Qt::DayOfWeek(m_day.weekday)};
    }

    const Series &m_series;
    WallClock m_clock;
    WallTime m_start;
    CivilDay m_day; ///< of the new start
    qint64 m_seconds;
    qint64 m_days;
};
}

Series shiftSeries(const Series &series, const WallTime &start)
{
    const Shift shift(series, start);
    Series shifted = series;
    shifted.start = start;
    for (Rule &rule : shifted.set.rules)
        rule = shift.moved(rule);
    for (QList<WallTime> *dates : {&shifted.set.rdates, &shifted.set.exdates})
        for (WallTime &date : *dates)
            date = shift.moved(date);
    return shifted;
}

}
