#pragma once

#include "shared/base/clock.h"
#include "shared/domain/event.h"
#include "shared/recurrence/serieschoice.h"

#include <QUndoCommand>

namespace hearth::client {

class CalendarList;
class ChangeSink;
class EventIndex;

/// What a command on a series works with; all of it outlives the command.
struct SeriesContext {
    ChangeSink &sink;
    const EventIndex &index;
    const CalendarList &calendars;
    const shared::Clock &clock;
};

/// A series and its changed instances as they were, to be put back by changes of their own: what others have
/// edited in between in other fields stays.
class SeriesMemory {
public:
    SeriesMemory(SeriesContext context, shared::EventId series);
    /// The change has been done: what differs now is what is put back.
    void noteDone();

    /// Makes the series, which may have been deleted since, what it was; an instance is put back where it is
    /// gone or where the series has another place for it.
    void putBack() const;

private:
    void putBackInstance(const shared::Event &instance) const;

    SeriesContext m_context;
    shared::Event m_series;
    shared::EventDraft m_done;
    QList<shared::Event> m_instances;
};

/// Changes one occurrence, all, or one and those that follow.
class ChangeSeriesCommand final : public QUndoCommand {
public:
    ChangeSeriesCommand(const SeriesContext &context, shared::SeriesChoice choice,
                        const shared::Event &before, shared::EventDraft after, const QString &sentence);
    void redo() override;
    void undo() override;

private:
    SeriesContext m_context;
    shared::SeriesChoice m_choice;
    shared::Event m_before;
    shared::Event m_after;
    std::optional<SeriesMemory> m_memory;
    bool m_divided = false; ///< the choice's `made` is a series now
};

/// Takes out one occurrence, all, or one and those that follow.
class RemoveSeriesCommand final : public QUndoCommand {
public:
    RemoveSeriesCommand(const SeriesContext &context, shared::SeriesChoice choice, const QString &sentence);
    void redo() override;
    void undo() override;

private:
    SeriesContext m_context;
    shared::SeriesChoice m_choice;
    std::optional<SeriesMemory> m_memory;
};

}
