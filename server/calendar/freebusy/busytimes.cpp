#include "server/calendar/freebusy/busytimes.h"

#include "server/calendar/errors.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Event;
using shared::Outcome;
using shared::UserId;

namespace {
constexpr int kMaxPeriods = 50'000;
constexpr qint64 kDayMs = 86'400'000;

bool isTaken(const Event &event)
{
    return event.transparency == shared::Transparency::Opaque
        && event.status != shared::EventStatus::Cancelled;
}

void appendMerged(BusyTimes::Periods &merged, QList<Period> periods, bool tentative)
{
    std::sort(periods.begin(), periods.end(),
              [](const Period &a, const Period &b) { return a.startMs < b.startMs; });
    pb::BusyPeriod *last = nullptr;
    for (const Period &period : std::as_const(periods)) {
        if (last && period.startMs <= last->end_ms()) {
            last->set_end_ms(std::max<qint64>(last->end_ms(), period.endMs));
            continue;
        }
        last = merged.Add();
        last->set_start_ms(period.startMs);
        last->set_end_ms(period.endMs);
        last->set_tentative(tentative);
    }
}
}

BusyTimes::BusyTimes(const ObjectTable::Range &range)
    : m_range(range)
{
}

Outcome BusyTimes::read(shared::Database &database, const shared::Calendar &calendar, const Whom &whom)
{
    const QTimeZone zone(calendar.timeZone.toUtf8());
    ObjectTable table(database, calendar.id);
    // A day of the calendar's zone is not one of UTC.
    const ObjectTable::Range around{m_range.fromMs - kDayMs, m_range.toMs + kDayMs};
    for (const QList<Event> &object : table.events(table.all(around))) {
        if (object.isEmpty())
            continue;
        const Event &first = object.first();
        if (isTaken(first))
            add(whom(first), first, seriesPeriods(object, m_range, zone, kMaxPeriods));
        for (const Event &event : object.mid(1))
            if (isTaken(event) && touches(event, m_range, zone))
                add(whom(event), event, {periodOf(event, zone)});
        if (m_count > kMaxPeriods)
            return invalidArgument(u"There are too many busy times in the range."_s, u"too_many"_s);
    }
    return shared::Done{};
}

void BusyTimes::add(const QList<UserId> &users, const Event &event, const QList<Period> &periods)
{
    for (const UserId &user : users) {
        Taken &taken = m_taken[user];
        auto &kind = event.status == shared::EventStatus::Tentative ? taken.tentative : taken.fixed;
        for (const Period &period : periods)
            kind.append({std::max(period.startMs, m_range.fromMs), std::min(period.endMs, m_range.toMs)});
        m_count += periods.size();
    }
}

void BusyTimes::writeTo(const UserId &user, Periods &periods) const
{
    const auto taken = m_taken.constFind(user);
    if (taken == m_taken.constEnd())
        return;
    appendMerged(periods, taken->fixed, false);
    appendMerged(periods, taken->tentative, true);
    std::sort(periods.begin(), periods.end(),
              [](const pb::BusyPeriod &a, const pb::BusyPeriod &b) { return a.start_ms() < b.start_ms(); });
}

}
