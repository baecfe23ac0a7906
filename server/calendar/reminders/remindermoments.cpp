#include "server/calendar/reminders/remindermoments.h"
#include "shared/recurrence/seriestimes.h"

#include <algorithm>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::RecurrenceInstance;
using shared::Result;

namespace {
constexpr qint64 kMinuteMs = 60'000;
constexpr qint64 kMaxSteps = 4'000'000; // for all questions to one object
/// How far 00:00 in any zone is from 00:00 UTC, and some more.
constexpr qint64 kZoneMs = 16LL * 3600 * 1000;
constexpr int kInZoneMs = 4; // all-day occurrences that begin within that

shared::Error tooDense()
{
    return {shared::ErrorCode::InvalidArgument, u"The rule is too much work."_s, u"too_dense"_s};
}
}

ReminderMoments::ReminderMoments(const shared::Event &event, const QTimeZone &calendarZone)
    : m_zone(calendarZone)
    , m_start(event.start)
    , m_allDay(event.allDay)
    , m_floating(event.floating)
    , m_lengthMs(event.end.utcMs - event.start.utcMs)
    , m_readable(shared::Done{})
{
    if (event.recurrence.isEmpty())
        return;
    auto series = seriesIn(event, calendarZone);
    if (!series) {
        m_readable = series.error();
        return;
    }
    series->durationMs = 0;
    m_expander = std::make_unique<shared::RecurrenceExpander>(*series);
}

ReminderMoments::~ReminderMoments() = default;

qint64 ReminderMoments::startOf(const RecurrenceInstance &instance) const
{
    if (!m_allDay)
        return instance.startMs;
    return shared::fromWall(QDateTime(instance.id.date(), QTime(0, 0), Qt::UTC), m_zone).utcMs;
}

Result<QList<ReminderMoment>> ReminderMoments::between(qint64 afterMs, qint64 untilMs,
                                                       const QList<int> &minutes) const
{
    if (!m_readable)
        return m_readable.error();
    QList<ReminderMoment> moments;
    for (const int each : minutes) {
        const qint64 before = each * kMinuteMs;
        const auto starting = startingIn(afterMs + before + 1, untilMs + before + 1);
        if (!starting)
            return starting.error();
        QList<ReminderMoment> ofThese;
        for (const RecurrenceInstance &instance : *starting) {
            const qint64 startMs = startOf(instance);
            const ReminderMoment moment{recurs() ? instance.id.toIso() : QString(), startMs, startMs - before,
                                        each};
            if (moment.dueMs <= afterMs || moment.dueMs > untilMs)
                continue;
            if (isTooClose(ofThese, moment))
                ofThese.removeLast();
            ofThese.append(moment);
        }
        moments.append(ofThese);
    }
    std::stable_sort(moments.begin(), moments.end(),
                     [](const auto &a, const auto &b) { return a.dueMs < b.dueMs; });
    if (moments.size() > kMost)
        moments.remove(0, moments.size() - kMost);
    return moments;
}

bool ReminderMoments::isTooClose(const QList<ReminderMoment> &moments, const ReminderMoment &moment)
{
    return !moments.isEmpty() && moments.last().dueMs / kMinuteMs == moment.dueMs / kMinuteMs;
}

Result<QList<RecurrenceInstance>> ReminderMoments::startingIn(qint64 fromMs, qint64 toMs) const
{
    if (!recurs()) {
        const auto wall = shared::parseWallTime(m_start.wall);
        if (!wall)
            return QList<RecurrenceInstance>();
        qint64 startMs = m_start.utcMs;
        if (m_floating)
            startMs = shared::fromWall(QDateTime(wall->date(), wall->time(), Qt::UTC), m_zone).utcMs;
        return QList<RecurrenceInstance>{{*wall, startMs, startMs}};
    }
    const qint64 slack = m_allDay ? kZoneMs : 0;
    const auto found = m_expander->between({fromMs - slack, toMs + slack});
    if (!found)
        return found.error();
    if (const auto spent = spend(found->steps); !spent)
        return spent.error();
    return found->instances;
}

Result<std::optional<qint64>> ReminderMoments::next(qint64 afterMs, const QList<int> &minutes) const
{
    if (!m_readable)
        return m_readable.error();
    std::optional<qint64> soonest;
    for (const int each : minutes) {
        const qint64 before = each * kMinuteMs;
        QList<RecurrenceInstance> instances;
        if (!recurs()) {
            instances = *startingIn(0, 0);
        } else {
            const auto found = m_expander->nextOccurrences(afterMs + before + 1 - (m_allDay ? kZoneMs : 0),
                                                           m_allDay ? kInZoneMs : 1);
            if (!found)
                return found.error();
            if (const auto spent = spend(found->steps); !spent)
                return spent.error();
            instances = found->instances;
        }
        for (const RecurrenceInstance &instance : std::as_const(instances)) {
            const qint64 dueMs = startOf(instance) - before;
            if (dueMs > afterMs && (!soonest || dueMs < *soonest))
                soonest = dueMs;
        }
    }
    return soonest;
}

std::optional<qint64> ReminderMoments::endOf(const QString &occurrence) const
{
    const auto wall = shared::parseWallTime(occurrence);
    const auto instance = wall && m_expander ? m_expander->at(*wall) : std::nullopt;
    if (!instance)
        return std::nullopt;
    return startOf(*instance) + m_lengthMs;
}

shared::Outcome ReminderMoments::spend(qint64 steps) const
{
    m_steps += steps;
    return m_steps > kMaxSteps ? shared::Outcome(tooDense()) : shared::Outcome(shared::Done{});
}

}
