#include "client/models/seriesview.h"

#include "client/models/calendarlist.h"
#include "client/models/draftchanges.h"
#include "client/models/eventindex.h"

#include <QCoreApplication>

namespace hearth::client {

using shared::Event;
using shared::EventDraft;
using shared::Result;
using shared::SeriesChange;
using shared::SeriesChoice;
using shared::SeriesEdit;

SeriesView::SeriesView(const EventIndex &index, const CalendarList &calendars)
    : m_index(index)
    , m_calendars(calendars)
{
}

SeriesChoice SeriesView::choiceOf(const EventItem &instance, shared::EditScope scope) const
{
    return {instance.series, instance.originalStart.wall, scope, instance.id};
}

Result<Event> SeriesView::at(const SeriesChoice &choice) const
{
    const auto edit = editOf(choice.series);
    return edit ? edit->at(choice.occurrence, choice.scope) : edit.error();
}

Result<SeriesChange> SeriesView::changed(const SeriesChoice &choice, const EventDraft &before,
                                         const EventDraft &after) const
{
    const auto edit = editOf(choice.series);
    if (!edit)
        return edit.error();
    auto current = edit->at(choice.occurrence, choice.scope);
    if (!current)
        return current.error();
    static_cast<EventDraft &>(*current) = withChanges(*current, before, after);
    return edit->change(*current, choice.scope, choice.made);
}

Result<SeriesChange> SeriesView::removed(const SeriesChoice &choice) const
{
    const auto edit = editOf(choice.series);
    return edit ? edit->remove(choice.occurrence, choice.scope) : edit.error();
}

Result<SeriesEdit> SeriesView::editOf(shared::EventId series) const
{
    const EventItem *item = m_index.find(series);
    if (!item || item->isInstance())
        return shared::Error{
            shared::ErrorCode::NotFound,
            QCoreApplication::translate("SeriesView", "Somebody has deleted the event meanwhile.")};
    QList<Event> instances;
    const auto changed = m_index.instancesOf(series);
    for (const EventItem *instance : changed)
        instances.append(*instance);
    const shared::Calendar *calendar = m_calendars.find(item->calendar);
    const QTimeZone zone = calendar ? QTimeZone(calendar->timeZone.toUtf8()) : m_index.zone();
    return SeriesEdit(*item, instances, zone.isValid() ? zone : m_index.zone());
}

}
