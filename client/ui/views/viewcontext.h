#pragma once

namespace hearth::shared {
class Clock;
}

namespace hearth::client {
class CalendarEditor;
class CalendarList;
class EventIndex;
}

namespace hearth::client::ui {

class ThemeSource;

/// What every view works with; all of it outlives the views.
struct ViewContext {
    EventIndex &events;
    CalendarList &calendars;
    CalendarEditor &editor;
    ThemeSource &theme;
    const shared::Clock &clock;
};

}
