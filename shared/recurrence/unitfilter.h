#pragma once

#include "shared/recurrence/rule.h"

namespace hearth::shared {

/// The hours, minutes or seconds of a day that BYHOUR, BYMINUTE and BYSECOND allow where they limit: up to
/// the unit of an hourly, minutely or secondly rule.
class UnitFilter {
public:
    explicit UnitFilter(const Rule &rule);

    int perDay() const { return m_perDay; }
    int seconds() const { return m_seconds; }
    /// The first unit of the day at or after `unit` that is allowed; perDay() where there is none.
    int next(int unit) const;

private:
    int nextSecondOfDay(int second) const;

    int m_seconds; ///< in a unit
    int m_perDay;
    bool m_all;
    quint64 m_hours;
    quint64 m_minutes;
    quint64 m_secondsOfMinute;
};

}
