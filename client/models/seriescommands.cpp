#include "client/models/seriescommands.h"

#include "client/models/calendareditor.h"
#include "client/models/draftchanges.h"
#include "client/models/eventindex.h"
#include "client/models/seriesview.h"

namespace hearth::client {

using shared::EditScope;
using shared::Event;
using shared::EventDraft;
using shared::SeriesChoice;

namespace {
/// The id of what a change of the choice makes: of one occurrence the instance's own.
shared::EventId madeBy(const SeriesChoice &choice, const shared::Clock &clock)
{
    switch (choice.scope) {
    case EditScope::This:
        return choice.made;
    case EditScope::Following:
        return shared::newId<shared::EventId>(clock);
    case EditScope::All:
        return {};
    }
    Q_UNREACHABLE();
}
}

SeriesMemory::SeriesMemory(SeriesContext context, shared::EventId series)
    : m_context(context)
{
    if (const EventItem *item = context.index.find(series))
        m_series = *item;
    const auto instances = context.index.instancesOf(series);
    for (const EventItem *instance : instances)
        m_instances.append(*instance);
}

void SeriesMemory::noteDone()
{
    if (const EventItem *item = m_context.index.find(m_series.id))
        m_done = *item;
}

void SeriesMemory::putBack() const
{
    const EventItem *now = m_context.index.find(m_series.id);
    if (!now) {
        m_context.sink.restore(m_series);
    } else {
        const Event shown = *now;
        Event wanted = shown;
        static_cast<EventDraft &>(wanted) = withChanges(shown, m_done, m_series);
        if (!changedFields(shown, wanted).isEmpty())
            m_context.sink.changeSeries({m_series.id, {}, EditScope::All, {}}, shown, wanted);
    }
    for (const Event &instance : m_instances)
        putBackInstance(instance);
}

void SeriesMemory::putBackInstance(const Event &instance) const
{
    const SeriesChoice choice{m_series.id, instance.originalStart.wall, EditScope::This,
                              instanceId(m_series.id, instance.originalStart.wall)};
    auto now = SeriesView(m_context.index, m_context.calendars).at(choice);
    if (!now)
        return;
    // An instance has no recurrence of its own; what still follows the rule has the series'.
    Event wanted = instance;
    wanted.recurrence = now->recurrence;
    if (changedFields(*now, wanted).isEmpty())
        return;
    SeriesChoice exact = choice;
    if (!now->series.isNull())
        exact.made = now->id;
    m_context.sink.changeSeries(exact, *now, wanted);
}

ChangeSeriesCommand::ChangeSeriesCommand(const SeriesContext &context, SeriesChoice choice,
                                         const Event &before, EventDraft after, const QString &sentence)
    : QUndoCommand(sentence)
    , m_context(context)
    , m_choice(std::move(choice))
    , m_before(before)
    , m_after(before)
{
    static_cast<EventDraft &>(m_after) = std::move(after);
}

void ChangeSeriesCommand::redo()
{
    if (!m_context.index.find(m_choice.series))
        return setObsolete(true);
    m_memory.emplace(m_context, m_choice.series);
    m_choice.made = madeBy(m_choice, m_context.clock);
    m_context.sink.changeSeries(m_choice, m_before, m_after);
    m_memory->noteDone();
    m_divided = m_choice.scope == EditScope::Following && m_context.index.find(m_choice.made);
}

void ChangeSeriesCommand::undo()
{
    if (!m_context.index.find(m_choice.series))
        return setObsolete(true);
    if (m_choice.scope == EditScope::This)
        return m_context.sink.changeSeries(m_choice, m_after, m_before);
    if (m_divided && m_context.index.find(m_choice.made))
        m_context.sink.removeSeries({m_choice.made, {}, EditScope::All, {}});
    m_memory->putBack();
}

RemoveSeriesCommand::RemoveSeriesCommand(const SeriesContext &context, SeriesChoice choice,
                                         const QString &sentence)
    : QUndoCommand(sentence)
    , m_context(context)
    , m_choice(std::move(choice))
{
}

void RemoveSeriesCommand::redo()
{
    if (!m_context.index.find(m_choice.series))
        return setObsolete(true);
    m_memory.emplace(m_context, m_choice.series);
    m_context.sink.removeSeries(m_choice);
    m_memory->noteDone();
}

void RemoveSeriesCommand::undo() { m_memory->putBack(); }

}
