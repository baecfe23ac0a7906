#include "shared/recurrence/seriessplit.h"

#include "shared/recurrence/recurrenceexpander.h"
#include "shared/recurrence/rulecursor.h"
#include "shared/recurrence/seriesparts.h"

#include <algorithm>

namespace hearth::shared {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 kEndOfTime = (kLastDay + 1) * kDaySeconds;

/// The UNTIL after which the rule gives nothing at the cut or later.
RuleUntil untilBefore(qint64 cut, const Series &series, const WallClock &clock)
{
    if (series.start.dateOnly)
        return RuleUntil{WallTime{cut - kDaySeconds, true}, false};
    const qint64 utcMs = clock.toUtc(cut) - 1000;
    // At a cut in the gap of a change of the clocks no instant has exactly the times before it.
    if (series.floating || clock.lastWallUntil(utcMs) != cut - 1)
        return RuleUntil{WallTime{cut - 1, false}, false};
    return RuleUntil{WallTime{floorDiv(utcMs, 1000), false}, true};
}

/// The series' only rule, at the cut.
class RuleCut {
public:
    RuleCut(const Series &series, qint64 cut)
        : m_series(series)
        , m_rule(series.set.rules.constFirst())
        , m_clock(clockOf(series))
        , m_plan(m_rule, series.start, lastMomentOf(m_rule, series, m_clock))
        , m_cut(cut)
    {
        RuleCursor cursor(m_plan, cut, kEndOfTime, m_budget);
        m_passed = cursor.passed();
        m_next = cursor.next();
        m_goesOn = cursor.next().has_value();
    }

    bool tooDense() const { return m_budget.over; }
    /// The first that the rule gives at the cut or later.
    std::optional<qint64> next() const { return m_next; }

    /// What gives the head besides its start.
    QList<Rule> before()
    {
        if (!RuleCursor(m_plan, m_plan.start() + 1, m_cut, m_budget).next())
            return {};
        Rule rule = m_rule;
        if (m_plan.count())
            rule.count = int(countedBefore());
        else if (m_plan.end() > m_cut)
            rule.until = untilBefore(m_cut, m_series, m_clock);
        return {rule};
    }

    /// What gives the tail besides its start.
    QList<Rule> after() const
    {
        if (!m_goesOn)
            return {};
        Rule rule = m_rule;
        if (rule.count)
            rule.count = int(*rule.count - countedBefore());
        return {rule};
    }

private:
    /// COUNT has counted the start, whether the rule gives it or not.
    qint64 countedBefore() const { return m_passed + (m_plan.givesStart() ? 0 : 1); }

    const Series &m_series;
    const Rule &m_rule;
    WallClock m_clock;
    RulePlan m_plan;
    qint64 m_cut;
    StepBudget m_budget{RecurrenceExpander::kMaxSteps};
    qint64 m_passed = 0;
    std::optional<qint64> m_next;
    bool m_goesOn = false;
};

void divideDates(const Series &series, qint64 cut, SeriesSplit &split)
{
    for (const WallTime &date : series.set.rdates) {
        // Written out, since the tail's start may have another time of day.
        const WallTime at{momentOf(date, series), series.start.dateOnly};
        if (at.seconds < cut)
            split.head.set.rdates.append(date);
        else if (at != split.tail.start)
            split.tail.set.rdates.append(at);
    }
    std::sort(split.tail.set.rdates.begin(), split.tail.set.rdates.end());
    for (const WallTime &date : series.set.exdates) {
        const bool wholeDay = date.dateOnly || series.start.dateOnly;
        const qint64 first = wholeDay ? midnight(date.seconds) : date.seconds;
        const qint64 last = wholeDay ? first + kDaySeconds - 1 : first;
        if (first < cut)
            split.head.set.exdates.append(date);
        if (last >= cut)
            split.tail.set.exdates.append(date);
    }
}

SeriesSplit withoutSets(const Series &series, qint64 tailStart)
{
    SeriesSplit split{series, series, false};
    split.head.set = split.tail.set = {};
    split.tail.start.seconds = tailStart;
    return split;
}

/// A cut at the start, or at an RDATE before it: the head is made of RDATEs.
SeriesSplit splitBeforeStart(const Series &series, qint64 cut)
{
    SeriesSplit split = withoutSets(series, series.start.seconds);
    split.tail.set.rules = series.set.rules;
    divideDates(series, cut, split);
    QList<WallTime> &dates = split.head.set.rdates;
    if (!dates.isEmpty())
        split.head.start.seconds = momentOf(dates.takeFirst(), series);
    return split;
}

Error tooDense()
{
    return Error{ErrorCode::InvalidArgument, u"The recurrence takes too long to work out."_s, u"too_dense"_s};
}

Result<SeriesSplit> splitAfterStart(const Series &series, qint64 cut)
{
    SeriesSplit split = withoutSets(series, cut);
    if (!series.set.rules.isEmpty()) {
        RuleCut ruleCut(series, cut);
        split.head.set.rules = ruleCut.before();
        split.tail.set.rules = ruleCut.after();
        split.tail.start.seconds = ruleCut.next().value_or(cut);
        if (ruleCut.tooDense())
            return tooDense();
    }
    divideDates(series, cut, split);
    return split;
}
}

Result<SeriesSplit> splitSeries(const Series &series, const WallTime &at)
{
    const RecurrenceExpander expander(series);
    if (!expander.contains(at))
        return Error{ErrorCode::NotFound, u"There is no such occurrence."_s};
    if (series.set.rules.size() > 1)
        return Error{ErrorCode::InvalidArgument, u"A series with several rules can't be divided."_s,
                     u"several_rules"_s};
    Result<SeriesSplit> split =
        at <= series.start ? splitBeforeStart(series, at.seconds) : splitAfterStart(series, at.seconds);
    if (split)
        split->headEmpty = expander.first()->id == at;
    return split;
}

}
