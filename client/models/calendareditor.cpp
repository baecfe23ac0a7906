#include "client/models/calendareditor.h"

#include "client/models/calendarlist.h"
#include "client/models/changesentence.h"
#include "client/models/editcommands.h"
#include "client/models/eventindex.h"
#include "client/models/seriescommands.h"
#include "client/models/seriesview.h"

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

void CalendarEditor::change(EventId event, const EventDraft &wanted, shared::EditScope scope)
{
    const EventItem *current = m_index.find(event);
    EventDraft draft = wanted;
    if (current && current->isInstance() && scope == shared::EditScope::This)
        draft.recurrence = current->recurrence;
    if (!current || !mayChange(event) || changedFields(*current, draft).isEmpty() || !checkDraft(draft))
        return;
    const QString sentence = ChangeSentence(m_index.zone()).changed(*current, draft);
    if (isOccurrence(event)) {
        const auto choice = SeriesView(m_index, m_calendars).choiceOf(*current, scope);
        m_stack.push(new ChangeSeriesCommand({m_sink, m_index, m_calendars, m_clock}, choice, *current, draft,
                                             sentence));
        return;
    }
    m_stack.push(new ChangeEventCommand(m_sink, m_index, *current, draft, sentence));
}

void CalendarEditor::remove(EventId occurrence, shared::EditScope scope)
{
    if (!mayChange(occurrence) || !isOccurrence(occurrence))
        return;
    const EventItem &item = *m_index.find(occurrence);
    const auto choice = SeriesView(m_index, m_calendars).choiceOf(item, scope);
    m_stack.push(new RemoveSeriesCommand({m_sink, m_index, m_calendars, m_clock}, choice,
                                         ChangeSentence(m_index.zone()).removed({item})));
}

bool CalendarEditor::isOccurrence(EventId event) const
{
    const EventItem *item = m_index.find(event);
    return item && item->isInstance() && m_index.find(item->series);
}

void CalendarEditor::remove(const QList<EventId> &events)
{
    if (events.size() == 1 && isOccurrence(events.first()))
        return remove(events.first(), shared::EditScope::This);
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
