#include "client/models/calendareditor.h"

#include "client/models/calendarlist.h"
#include "client/models/changesentence.h"
#include "client/models/editcommands.h"
#include "client/models/eventindex.h"

namespace hearth::client {

using shared::CalendarId;
using shared::Event;
using shared::EventDraft;
using shared::EventId;

namespace {
constexpr int kUndoSteps = 200;
}

CalendarEditor::CalendarEditor(EventIndex &index, CalendarList &calendars, ChangeSink &sink, QObject *parent)
    : QObject(parent)
    , m_index(index)
    , m_calendars(calendars)
    , m_sink(sink)
{
    m_stack.setUndoLimit(kUndoSteps);
    connect(&m_stack, &QUndoStack::indexChanged, this, &CalendarEditor::announceStep);
}

EventId CalendarEditor::create(CalendarId calendar, const EventDraft &draft)
{
    const shared::Calendar *target = m_calendars.find(calendar);
    if (!target || !mayWriteEvents(target->role) || !checkDraft(draft))
        return {};
    Event event;
    static_cast<EventDraft &>(event) = draft;
    event.id = shared::newId<EventId>(m_clock);
    event.calendar = calendar;
    event.calendarName = target->name;
    event.createdMs = m_clock.nowMs();
    event.updatedMs = event.createdMs;
    m_calendars.setDefaultCalendar(calendar);
    m_stack.push(
        new CreateEventCommand(m_sink, m_index, event, ChangeSentence(m_index.zone()).created(draft)));
    return event.id;
}

void CalendarEditor::change(EventId event, const EventDraft &draft)
{
    const EventItem *current = m_index.find(event);
    if (!current || !mayChange(event) || changedFields(*current, draft).isEmpty() || !checkDraft(draft))
        return;
    const QString sentence = ChangeSentence(m_index.zone()).changed(*current, draft);
    m_stack.push(new ChangeEventCommand(m_sink, m_index, *current, draft, sentence));
}

void CalendarEditor::remove(const QList<EventId> &events)
{
    QList<Event> found;
    for (const EventId id : events)
        if (mayChange(id))
            found.append(*m_index.find(id));
    if (found.isEmpty())
        return;
    const QString sentence = ChangeSentence(m_index.zone()).removed(found);
    m_stack.push(new RemoveEventsCommand(m_sink, m_index, found, sentence));
}

bool CalendarEditor::mayChange(EventId event) const
{
    const EventItem *item = m_index.find(event);
    const shared::Calendar *calendar = item ? m_calendars.find(item->calendar) : nullptr;
    return calendar && mayWriteEvents(calendar->role);
}

void CalendarEditor::announceStep(int index)
{
    const int before = std::exchange(m_lastIndex, index);
    const int count = std::exchange(m_lastCount, m_stack.count());
    if (m_stack.count() == 0 && index == before)
        return;
    if (index >= before)
        Q_EMIT done(m_stack.text(index - 1));
    else if (m_stack.count() < count)
        Q_EMIT undone(tr("There is nothing to undo: somebody has deleted the event."));
    else
        Q_EMIT undone(tr("Undone: %1").arg(m_stack.text(index)));
}

}
