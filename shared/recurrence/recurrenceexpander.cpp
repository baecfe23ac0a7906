#include "shared/recurrence/recurrenceexpander.h"

#include "shared/recurrence/completedrule.h"
#include "shared/recurrence/rulecursor.h"
#include "shared/recurrence/rulecycle.h"
#include "shared/recurrence/seriesparts.h"
#include "shared/recurrence/wallclock.h"

#include <algorithm>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kEndOfTime = (kLastDay + 1) * kDaySeconds;

Error tooDense()
{
    return Error{ErrorCode::InvalidArgument, u"The recurrence takes too long to work out."_s, u"too_dense"_s};
}

Error neverMatches()
{
    return Error{ErrorCode::InvalidArgument, u"The recurrence rule never comes true."_s, u"never_matches"_s};
}

Error tooFine()
{
    return Error{ErrorCode::InvalidArgument, u"An all-day event can't recur within the day."_s,
                 u"rule_too_fine"_s};
}

bool repeatsWithinDay(const Rule &rule) { return rule.frequency < Frequency::Daily; }
}

struct RecurrenceExpander::Part {
    Series series;
    std::shared_ptr<WallClock> clock;
    std::vector<RulePlan> plans;
    std::vector<qint64> dates; ///< the start and the RDATEs, in order
    std::vector<qint64> without; ///< EXDATEs, in order
    std::vector<qint64> withoutDays; ///< midnights of EXDATEs that are only dates
    bool dropsGaps = false;

    bool excluded(qint64 wall) const;
    RecurrenceInstance instance(qint64 wall) const;
};

namespace {
/// All rules and dates of a series in one order, each moment once.
class Merged {
public:
    Merged(const std::vector<RulePlan> &plans, const std::vector<qint64> &dates, qint64 from, qint64 to,
           StepBudget &budget)
        : m_dates(dates)
        , m_date(size_t(std::lower_bound(dates.begin(), dates.end(), from) - dates.begin()))
        , m_to(to)
    {
        m_cursors.reserve(plans.size());
        for (const RulePlan &plan : plans) {
            m_cursors.emplace_back(plan, from, to, budget);
            m_next.push_back(m_cursors.back().next());
        }
    }

    std::optional<qint64> next()
    {
        std::optional<qint64> first = nextDate();
        for (const auto &moment : m_next)
            if (moment && (!first || *moment < *first))
                first = moment;
        if (!first)
            return first;
        if (nextDate() == first)
            ++m_date;
        for (size_t i = 0; i < m_next.size(); ++i)
            if (m_next[i] == first)
                m_next[i] = m_cursors[i].next();
        return first;
    }

private:
    std::optional<qint64> nextDate() const
    {
        return m_date < m_dates.size() && m_dates[m_date] < m_to ? std::optional(m_dates[m_date])
                                                                 : std::nullopt;
    }

    const std::vector<qint64> &m_dates;
    size_t m_date;
    qint64 m_to;
    std::vector<RuleCursor> m_cursors;
    std::vector<std::optional<qint64>> m_next;
};
}

bool RecurrenceExpander::Part::excluded(qint64 wall) const
{
    return std::binary_search(without.begin(), without.end(), wall)
        || std::binary_search(withoutDays.begin(), withoutDays.end(), midnight(wall))
        || (dropsGaps && !clock->exists(wall));
}

RecurrenceInstance RecurrenceExpander::Part::instance(qint64 wall) const
{
    const qint64 startMs = clock->toUtc(wall);
    return RecurrenceInstance{WallTime{wall, series.start.dateOnly}, startMs, startMs + series.durationMs};
}

RecurrenceExpander::RecurrenceExpander(const Series &series)
    : RecurrenceExpander(series, std::make_shared<WallClock>(clockOf(series)))
{
}

RecurrenceExpander::RecurrenceExpander(const Series &series, std::shared_ptr<WallClock> clock)
    : d(std::make_unique<Part>())
{
    d->series = series;
    d->clock = series.start.dateOnly ? std::make_shared<WallClock>(clockOf(series)) : std::move(clock);
    const RecurrenceSet &set = series.set;
    for (const Rule &rule : set.rules)
        d->plans.emplace_back(rule, series.start, lastMomentOf(rule, series, *d->clock));
    d->dropsGaps =
        !series.start.dateOnly && std::any_of(set.rules.begin(), set.rules.end(), repeatsWithinDay);
    d->dates.push_back(series.start.seconds);
    for (const WallTime &date : set.rdates)
        d->dates.push_back(momentOf(date, series));
    for (const WallTime &date : set.exdates)
        (date.dateOnly ? d->withoutDays : d->without)
            .push_back(date.dateOnly ? date.seconds : momentOf(date, series));
    for (auto *list : {&d->dates, &d->without, &d->withoutDays})
        std::sort(list->begin(), list->end());
    d->dates.erase(std::unique(d->dates.begin(), d->dates.end()), d->dates.end());
}

RecurrenceExpander::~RecurrenceExpander() = default;

Outcome RecurrenceExpander::check() const
{
    const Series &series = d->series;
    if (series.start.dateOnly
        && std::any_of(series.set.rules.begin(), series.set.rules.end(), repeatsWithinDay))
        return tooFine();
    for (const Rule &rule : series.set.rules) {
        StepBudget budget{kMaxSteps};
        if (!everMatches(completed(rule, series.start), series.start, budget))
            return neverMatches();
    }
    const auto end = lastOccurrenceEnd();
    return end ? Outcome(Done{}) : end.error();
}

Result<Expansion> RecurrenceExpander::between(const ExpansionWindow &window) const
{
    StepBudget budget{kMaxSteps};
    Expansion expansion;
    qint64 from = d->clock->firstWallFrom(window.fromMs - d->series.durationMs);
    if (window.after)
        from = std::max(from, window.after->seconds + 1);
    Merged merged(d->plans, d->dates, from, d->clock->lastWallUntil(window.toMs - 1) + 1, budget);
    while (const auto wall = merged.next()) {
        if (d->excluded(*wall))
            continue;
        const RecurrenceInstance instance = d->instance(*wall);
        const bool reachesIn = instance.endMs > window.fromMs || instance.startMs >= window.fromMs;
        if (!reachesIn || instance.startMs >= window.toMs)
            continue;
        expansion.more = expansion.instances.size() == window.limit;
        if (expansion.more)
            break;
        expansion.instances.append(instance);
    }
    if (budget.over)
        return tooDense();
    expansion.steps = kMaxSteps - budget.left;
    return expansion;
}

Result<Expansion> RecurrenceExpander::nextOccurrences(qint64 fromMs, int limit) const
{
    StepBudget budget{kMaxSteps};
    Expansion expansion;
    Merged merged(d->plans, d->dates, d->clock->firstWallFrom(fromMs), kEndOfTime, budget);
    while (const auto wall = merged.next()) {
        const RecurrenceInstance instance = d->instance(*wall);
        if (instance.startMs < fromMs || d->excluded(*wall))
            continue;
        expansion.more = expansion.instances.size() == limit;
        if (expansion.more)
            break;
        expansion.instances.append(instance);
    }
    if (budget.over && expansion.instances.isEmpty())
        return tooDense();
    expansion.steps = kMaxSteps - budget.left;
    return expansion;
}

std::optional<RecurrenceInstance> RecurrenceExpander::first() const
{
    StepBudget budget{kMaxSteps};
    Merged merged(d->plans, d->dates, d->dates.front(), kEndOfTime, budget);
    while (const auto wall = merged.next())
        if (!d->excluded(*wall))
            return d->instance(*wall);
    return std::nullopt;
}

bool RecurrenceExpander::contains(const WallTime &id) const { return at(id).has_value(); }

std::optional<RecurrenceInstance> RecurrenceExpander::at(const WallTime &id) const
{
    StepBudget budget{kMaxSteps};
    if (id.dateOnly != d->series.start.dateOnly || d->excluded(id.seconds))
        return std::nullopt;
    if (!Merged(d->plans, d->dates, id.seconds, id.seconds + 1, budget).next())
        return std::nullopt;
    return d->instance(id.seconds);
}

Result<std::optional<qint64>> RecurrenceExpander::lastOccurrenceEnd() const
{
    qint64 last = d->dates.back();
    for (const RulePlan &plan : d->plans) {
        if (plan.endless())
            return std::optional<qint64>();
        if (!plan.count()) {
            last = std::max(last, plan.end() - 1);
            continue;
        }
        StepBudget budget{kMaxSteps};
        last = std::max(last, lastCounted(plan, budget).value_or(last));
        if (budget.over)
            return tooDense();
    }
    return std::optional(d->clock->lastUtcUntil(last) + d->series.durationMs);
}

}
