#pragma once

#include "shared/base/result.h"
#include "shared/domain/event.h"
#include "shared/recurrence/recurrenceexpander.h"

#include <QTimeZone>

#include <memory>

namespace hearth::server::calendar {

/// When one occurrence's reminder is due.
struct ReminderMoment {
    QString occurrence; ///< the wall time of one of a series; empty for what happens once
    qint64 startMs = 0; ///< UTC
    qint64 dueMs = 0;
    int minutes = 0; ///< before the start

    friend bool operator==(const ReminderMoment &, const ReminderMoment &) = default;
};

/// When the reminders of one event are due, in a calendar of that zone. Minutes are exact, over changes of
/// the clocks, too; an all-day event starts at 00:00 in the calendar's zone. The work is bounded: a rule that
/// is too much has no reminders (InvalidArgument, "too_dense"), and of occurrences that follow each other
/// within one minute one has its reminder.
class ReminderMoments {
public:
    ReminderMoments(const shared::Event &event, const QTimeZone &calendarZone);
    ~ReminderMoments();

    bool recurs() const { return m_expander != nullptr; }
    /// Due after `afterMs` and not after `untilMs`, soonest first; the last kMost of them.
    shared::Result<QList<ReminderMoment>> between(qint64 afterMs, qint64 untilMs,
                                                  const QList<int> &minutes) const;
    /// When the first one after `afterMs` is due; nothing where there is none.
    shared::Result<std::optional<qint64>> next(qint64 afterMs, const QList<int> &minutes) const;
    /// Whether the series has that occurrence; its end, in UTC milliseconds.
    std::optional<qint64> endOf(const QString &occurrence) const;

    static constexpr int kMost = 20;

private:
    qint64 startOf(const shared::RecurrenceInstance &instance) const;
    shared::Result<QList<shared::RecurrenceInstance>> startingIn(qint64 fromMs, qint64 toMs) const;
    shared::Outcome spend(qint64 steps) const;
    static bool isTooClose(const QList<ReminderMoment> &moments, const ReminderMoment &moment);

    QTimeZone m_zone;
    shared::ZonedTime m_start;
    bool m_allDay;
    bool m_floating;
    qint64 m_lengthMs;
    shared::Outcome m_readable;
    std::unique_ptr<shared::RecurrenceExpander> m_expander; ///< of a series, its occurrences without length
    mutable qint64 m_steps = 0;
};

}
