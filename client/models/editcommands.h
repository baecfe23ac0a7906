#pragma once

#include "shared/domain/event.h"

#include <QUndoCommand>

namespace hearth::client {

class ChangeSink;
class EventIndex;

/// Adds an event; undone by deleting it, done again by restoring it under the same id.
class CreateEventCommand final : public QUndoCommand {
public:
    CreateEventCommand(ChangeSink &sink, const EventIndex &index, shared::Event event,
                       const QString &sentence);
    void redo() override;
    void undo() override;

private:
    ChangeSink &m_sink;
    const EventIndex &m_index;
    shared::Event m_event;
    bool m_created = false;
};

/// Changes fields; undone by putting back those fields only, so that others' edits in between stay.
class ChangeEventCommand final : public QUndoCommand {
public:
    ChangeEventCommand(ChangeSink &sink, const EventIndex &index, const shared::Event &before,
                       shared::EventDraft after, const QString &sentence);
    void redo() override;
    void undo() override;

private:
    void apply(const shared::EventDraft &from, const shared::EventDraft &to);

    ChangeSink &m_sink;
    const EventIndex &m_index;
    shared::EventId m_id;
    shared::EventDraft m_before;
    shared::EventDraft m_after;
};

/// Deletes events; undone by restoring them.
class RemoveEventsCommand final : public QUndoCommand {
public:
    RemoveEventsCommand(ChangeSink &sink, const EventIndex &index, QList<shared::Event> events,
                        const QString &sentence);
    void redo() override;
    void undo() override;

private:
    ChangeSink &m_sink;
    const EventIndex &m_index;
    QList<shared::Event> m_events;
};

}
