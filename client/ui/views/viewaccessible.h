#pragma once

namespace hearth::client::ui {

class CalendarView;

/// Makes the screen reader see days and events in the views; once is enough, more does no harm.
void installViewAccessibility();

/// Tells the screen reader where the cursor of the view is now.
void speakCursor(CalendarView &view);

}
