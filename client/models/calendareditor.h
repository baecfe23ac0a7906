#pragma once

#include "shared/base/clock.h"
#include "shared/domain/event.h"
#include "shared/recurrence/serieschoice.h"

#include <QObject>
#include <QUndoStack>

namespace hearth::client {

class CalendarList;
class EventIndex;

/// Where local changes go: the replica and its outbox, in one transaction. Implemented by the Workspace.
class ChangeSink {
public:
    virtual ~ChangeSink() = default;
    /// Shown at once, sent when there is a connection. `event` carries an id that was made here.
    virtual void create(const shared::Event &event) = 0;
    virtual void change(const shared::Event &before, const shared::Event &after) = 0;
    /// A series with all that belongs to it.
    virtual void remove(const shared::Event &event) = 0;
    virtual void restore(const shared::Event &event) = 0;
    /// The chosen occurrences get what differs between `before`, the one that the choice names, and `after`.
    virtual void changeSeries(const shared::SeriesChoice &choice, const shared::Event &before,
                              const shared::Event &after) = 0;
    virtual void removeSeries(const shared::SeriesChoice &choice) = 0;
};

/// The only way to change events: each call is a QUndoCommand on stack(), with a sentence for the toast.
class CalendarEditor : public QObject {
    Q_OBJECT

public:
    CalendarEditor(EventIndex &index, CalendarList &calendars, ChangeSink &sink, QObject *parent = nullptr);

    QUndoStack &stack() { return m_stack; }

    /// The new event's id; null where the calendar can't be written.
    shared::EventId create(shared::CalendarId calendar, const shared::EventDraft &draft);
    /// Also moves, resizes and converts: whatever differs is sent. `scope`: of an occurrence of a series
    /// which others change with it; a single one has no rule of its own.
    void change(shared::EventId event, const shared::EventDraft &wanted,
                shared::EditScope scope = shared::EditScope::This);
    void remove(const QList<shared::EventId> &events);
    /// An occurrence of a series, and those that the scope names with it.
    void remove(shared::EventId occurrence, shared::EditScope scope);
    /// Whether the event is an occurrence of a series: then it has to be asked which ones are meant.
    bool isOccurrence(shared::EventId event) const;
    bool mayChange(shared::EventId event) const;

Q_SIGNALS:
    /// For the toast: "Moved “Haircut” to Fri 14:30".
    void done(const QString &sentence);
    /// After an undo: "Undone: Moved “Haircut” to Fri 14:30".
    void undone(const QString &sentence);

private:
    void announceStep(int index);

    EventIndex &m_index;
    CalendarList &m_calendars;
    ChangeSink &m_sink;
    shared::SystemClock m_clock;
    QUndoStack m_stack;
    int m_lastIndex = 0;
    int m_lastCount = 0;
};

}
