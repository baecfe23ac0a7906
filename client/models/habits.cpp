#include "client/models/habits.h"

namespace hearth::client {

using namespace Qt::StringLiterals;

namespace {
Habits s_habits;
}

void setHabits(const Habits &habits) { s_habits = habits; }

const Habits &habits() { return s_habits; }

Qt::DayOfWeek firstWeekday(const QLocale &locale)
{
    return s_habits.firstWeekday.value_or(locale.firstDayOfWeek());
}

QString timeFormat(const QLocale &locale)
{
    const QString own = locale.timeFormat(QLocale::ShortFormat);
    const bool has12 = own.contains(u'a', Qt::CaseInsensitive);
    switch (s_habits.clock) {
    case ClockFormat::AsLocale:
        return own;
    case ClockFormat::Hours24:
        return has12 ? u"HH:mm"_s : own;
    case ClockFormat::Hours12:
        return has12 ? own : u"h:mm AP"_s;
    }
    Q_UNREACHABLE();
}

QString clockText(QTime time, const QLocale &locale) { return locale.toString(time, timeFormat(locale)); }

}
