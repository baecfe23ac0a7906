#pragma once

#include "shared/domain/event.h"

#include <QDate>
#include <QTime>
#include <QTimeZone>

namespace hearth::client::ui {

/// What the editor's fields hold, and what it means as a draft. No widgets, so that its rules can be tested.
struct EventForm {
    QString name;
    bool allDay = false;
    QDate startDate;
    QTime startTime;
    QDate endDate; ///< inclusive for an all-day event
    QTime endTime;
    QTimeZone startZone;
    QTimeZone endZone;
    QString location;
    QString description;
    QString colour;
    QList<shared::Participant> participants;
    QList<int> reminders;
    QString recurrence; ///< as EventDraft has it

    /// The fields that show `draft`; times in the zones that it was made in, or `local` for an all-day event.
    static EventForm fromDraft(const shared::EventDraft &draft, const QTimeZone &local);
    /// `base` with the fields put over it.
    shared::EventDraft toDraft(const shared::EventDraft &base) const;

    enum class Problem { None, NoName, EndBeforeStart, TooLong, TooLongName };
    Problem problem() const;
    /// Minutes from start to end; negative where the end comes first.
    qint64 minutes() const;
    /// Moves the end to as long after the new start as it was after the old.
    void moveStart(const QDate &date, const QTime &time);
    /// One hour after the start: the repair for an end before it.
    void repairEnd();
};

}
