#include "client/ui/views/shownevent.h"

#include "client/models/calendarlist.h"
#include "client/models/eventindex.h"
#include "client/models/memberlist.h"
#include "client/ui/interaction/interactionstate.h"

namespace hearth::client::ui {

namespace {

constexpr qreal kHoverShare = 0.12;

EventState standingOf(const EventItem &item)
{
    if (item.status == shared::EventStatus::Cancelled)
        return EventState::Cancelled;
    if (item.myAnswer == shared::Answer::No)
        return EventState::Declined;
    const bool open = item.myAnswer == shared::Answer::None || item.status == shared::EventStatus::Tentative;
    return open ? EventState::Unanswered : EventState::Normal;
}

QList<ShownPerson> peopleOf(const EventItem &item)
{
    QList<ShownPerson> people;
    people.reserve(item.participants.size());
    for (const shared::Participant &participant : item.participants)
        people.append(
            {participant.name, colourNamed(MemberList::colourOf(participant.name), participant.name)});
    return people;
}

ShownEvent shown(const Occurrence &occurrence, const CalendarList &calendars, const QTimeZone &zone)
{
    const EventItem &item = *occurrence.event;
    const shared::Calendar *calendar = calendars.find(item.calendar);
    ShownEvent event;
    event.id = occurrence.id;
    event.name = item.name;
    event.location = item.location;
    event.calendarName = calendar ? calendar->name : item.calendarName;
    event.firstDay = occurrence.firstDay;
    event.lastDay = occurrence.lastDay;
    event.span = item.allDay
        ? daySpan(occurrence.firstDay, occurrence.lastDay)
        : WallSpan{wallOf(occurrence.startMs, zone), wallOf(occurrence.endMs, zone), false};
    event.startMs = occurrence.startMs;
    event.endMs = occurrence.endMs;
    event.bar = occurrence.isBar();
    const QString colour = item.colour.isEmpty() && calendar ? calendar->colour : item.colour;
    event.colour = colourNamed(colour, item.calendar.toString());
    event.standing = standingOf(item);
    event.unanswered = item.myAnswer == shared::Answer::None;
    event.waiting = item.waiting;
    event.conflict = item.conflict;
    event.repeats = item.isSeries() || item.isInstance();
    event.people = peopleOf(item);
    return event;
}

}

CalendarColour colourNamed(const QString &name, const QString &key)
{
    const auto colour = calendarColourFromName(name);
    return colour ? *colour : calendarColourFor(key);
}

std::vector<ShownEvent> shownEvents(const EventIndex &index, const CalendarList &calendars, QDate first,
                                    QDate last)
{
    const QList<Occurrence> occurrences = index.occurrences(first, last);
    std::vector<ShownEvent> events;
    events.reserve(size_t(occurrences.size()));
    for (const Occurrence &occurrence : occurrences)
        events.push_back(shown(occurrence, calendars, index.zone()));
    return events;
}

EventColours coloursOf(const ShownEvent &event, const InteractionState &state, qint64 nowMs,
                       const Theme &theme)
{
    const bool struck = event.standing == EventState::Declined || event.standing == EventState::Cancelled;
    if (event.id == state.selected) {
        EventColours colours = theme.calendar(event.colour, EventState::Selected);
        colours.struck = struck;
        colours.sign = event.standing == EventState::Cancelled;
        return colours;
    }
    const bool past = event.standing == EventState::Normal && event.endMs <= nowMs;
    EventColours colours = theme.calendar(event.colour, past ? EventState::Past : event.standing);
    if (event.id == state.hovered)
        colours.fill =
            mixed(colours.fill, struck ? theme.lineStrong() : theme.tint(event.colour).edge, kHoverShare);
    return colours;
}

}
