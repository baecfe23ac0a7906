#include "shared/recurrence/unitfilter.h"

#include "shared/recurrence/walltime.h"

#include <bit>

namespace hearth::shared {

namespace {
constexpr int kNone = 64;

int unitSeconds(Frequency frequency)
{
    return frequency == Frequency::Hourly ? 3600 : frequency == Frequency::Minutely ? 60 : 1;
}

/// Bits for the values; all of 0 to 59 where there are none or the part does not limit, for a smaller unit
/// only its beginning.
quint64 bits(const QList<int> &values)
{
    quint64 set = 0;
    for (const int value : values)
        set |= quint64{1} << value;
    return set ? set : ~quint64{0};
}

/// The first bit at or after `from`; kNone where there is none.
int nextBit(quint64 set, int from)
{
    const quint64 rest = from < 60 ? set >> from << from : 0;
    return rest ? std::countr_zero(rest) : kNone;
}
}

UnitFilter::UnitFilter(const Rule &rule)
    : m_seconds(unitSeconds(rule.frequency))
    , m_perDay(int(kDaySeconds) / m_seconds)
    , m_hours(bits(rule.byHour))
    , m_minutes(rule.frequency < Frequency::Hourly ? bits(rule.byMinute) : 1)
    , m_secondsOfMinute(rule.frequency < Frequency::Minutely ? bits(rule.bySecond) : 1)
{
    m_all = rule.byHour.isEmpty() && (rule.frequency == Frequency::Hourly || rule.byMinute.isEmpty())
        && (rule.frequency != Frequency::Secondly || rule.bySecond.isEmpty());
}

int UnitFilter::next(int unit) const
{
    if (m_all)
        return unit;
    return nextSecondOfDay(unit * m_seconds) / m_seconds;
}

int UnitFilter::nextSecondOfDay(int second) const
{
    // Each round takes the next hour, minute and second that are allowed; what was skipped starts the rest
    // from its beginning.
    const int hour = nextBit(m_hours, second / 3600);
    if (hour > 23)
        return int(kDaySeconds);
    if (hour != second / 3600)
        second = hour * 3600;
    const int minute = nextBit(m_minutes, second / 60 % 60);
    if (minute > 59)
        return nextSecondOfDay((hour + 1) * 3600);
    if (minute != second / 60 % 60)
        second = hour * 3600 + minute * 60;
    const int rest = nextBit(m_secondsOfMinute, second % 60);
    if (rest > 59)
        return nextSecondOfDay(hour * 3600 + (minute + 1) * 60);
    return hour * 3600 + minute * 60 + rest;
}

}
