#pragma once

#include "client/ui/interaction/wallspan.h"
#include "client/ui/theme/theme.h"

#include <vector>

namespace hearth::client {
class CalendarList;
class EventIndex;
struct EventItem;
}

namespace hearth::client::ui {

struct InteractionState;

/// A person as a dot or a letter.
struct ShownPerson {
    QString name;
    CalendarColour colour = CalendarColour::Stone;
};

/// An occurrence as a view paints it: the view's own copy, since the index's only lives until its next
/// change.
struct ShownEvent {
    shared::EventId id;
    QString name;
    QString location;
    QString calendarName;
    WallSpan span; ///< in the index's zone
    QDate firstDay;
    QDate lastDay; ///< inclusive
    qint64 startMs = 0;
    qint64 endMs = 0;
    bool bar = false; ///< stands in a lane, not in the grid
    CalendarColour colour = CalendarColour::Stone;
    EventState standing = EventState::Normal; ///< Normal, Unanswered, Declined or Cancelled
    bool unanswered = false; ///< by the person at this app
    bool waiting = false; ///< for sending
    bool conflict = false;
    bool repeats = false; ///< one of a recurring event
    QList<ShownPerson> people;
};

/// What touches [first, last], sorted by start, then longer first, then id.
std::vector<ShownEvent> shownEvents(const EventIndex &index, const CalendarList &calendars, QDate first,
                                    QDate last);

/// How the event looks now: what it is, and what is done with it.
EventColours coloursOf(const ShownEvent &event, const InteractionState &state, qint64 nowMs,
                       const Theme &theme);

/// The colour of that name, or the one that stands for `key` where there is none of that name.
CalendarColour colourNamed(const QString &name, const QString &key);

}
