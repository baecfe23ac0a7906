#include "client/models/editcommands.h"

#include "client/models/calendareditor.h"
#include "client/models/draftchanges.h"
#include "client/models/eventindex.h"

namespace hearth::client {

using shared::Event;
using shared::EventDraft;

CreateEventCommand::CreateEventCommand(ChangeSink &sink, const EventIndex &index, Event event,
                                       const QString &sentence)
    : QUndoCommand(sentence)
    , m_sink(sink)
    , m_index(index)
    , m_event(std::move(event))
{
}

void CreateEventCommand::redo()
{
    if (m_created)
        m_sink.restore(m_event);
    else
        m_sink.create(m_event);
    m_created = true;
}

void CreateEventCommand::undo()
{
    const EventItem *current = m_index.find(m_event.id);
    if (!current)
        return setObsolete(true);
    m_event = *current;
    m_sink.remove(m_event);
}

ChangeEventCommand::ChangeEventCommand(ChangeSink &sink, const EventIndex &index, const Event &before,
                                       EventDraft after, const QString &sentence)
    : QUndoCommand(sentence)
    , m_sink(sink)
    , m_index(index)
    , m_id(before.id)
    , m_before(before)
    , m_after(std::move(after))
{
}

void ChangeEventCommand::redo() { apply(m_before, m_after); }

void ChangeEventCommand::undo() { apply(m_after, m_before); }

void ChangeEventCommand::apply(const EventDraft &from, const EventDraft &to)
{
    const EventItem *current = m_index.find(m_id);
    if (!current)
        return setObsolete(true);
    const Event was = *current;
    Event event = was;
    static_cast<EventDraft &>(event) = withChanges(was, from, to);
    m_sink.change(was, event);
}

RemoveEventsCommand::RemoveEventsCommand(ChangeSink &sink, const EventIndex &index, QList<Event> events,
                                         const QString &sentence)
    : QUndoCommand(sentence)
    , m_sink(sink)
    , m_index(index)
    , m_events(std::move(events))
{
}

void RemoveEventsCommand::redo()
{
    for (Event &event : m_events) {
        const EventItem *current = m_index.find(event.id);
        if (!current)
            continue;
        event = *current;
        m_sink.remove(event);
    }
}

void RemoveEventsCommand::undo()
{
    for (const Event &event : std::as_const(m_events))
        if (!m_index.find(event.id))
            m_sink.restore(event);
}

}
