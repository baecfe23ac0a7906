#pragma once

#include "shared/domain/event.h"
#include "shared/recurrence/rule.h"

#include <QTimeZone>

namespace hearth::client::ui {

/// How an event comes again, as the editor offers it. No widgets, so that its rules can be tested.
struct RepeatForm {
    enum class Preset {
        Never,
        Daily,
        Weekdays, ///< Monday to Friday
        Weekly, ///< on the start's weekday
        Fortnightly,
        MonthlyByDate,
        MonthlyByWeekday, ///< such as the second Sunday
        Yearly,
        Custom,
    };

    Preset preset = Preset::Never;
    shared::Rule rule; ///< of all but Never
    QString dates; ///< RDATE and EXDATE lines, which the editor leaves alone

    /// What the recurrence of an event that starts on that day is; Custom for what is no preset.
    static RepeatForm fromRecurrence(const QString &recurrence, QDate start);
    /// As EventDraft::recurrence has it.
    QString toRecurrence() const;

    /// Takes that preset; Custom keeps the rule, or begins with a weekly one.
    void choose(Preset wanted, QDate start);
    /// A preset whose rule speaks of the start's day goes along with it.
    void moveStart(QDate start);
};

/// The rule of a preset for an event that starts on that day.
shared::Rule ruleOf(RepeatForm::Preset preset, QDate start);
/// Which one of its weekdays the day is in its month: 1 to 5.
int weekOfMonth(QDate day);

/// When the draft comes, at most `limit` times from its start on (UTC milliseconds); nothing for a rule that
/// can't be worked out.
QList<qint64> nextStarts(const shared::EventDraft &draft, const QTimeZone &local, int limit);

}
