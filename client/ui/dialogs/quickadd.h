#pragma once

#include "client/ui/widgets/popoverframe.h"
#include "shared/domain/event.h"

class QLineEdit;

namespace hearth::client {
class CalendarList;
}

namespace hearth::client::ui {

class CalendarBox;

/// The popover at a click: title, time, calendar, Save, More...
class QuickAdd : public PopoverFrame {
    Q_OBJECT

public:
    /// Times are shown as they are in `zone`.
    QuickAdd(const ThemeSource &themes, const CalendarList &calendars, const QTimeZone &zone,
             const shared::EventDraft &draft, QWidget *parent);

Q_SIGNALS:
    void saveWanted(const hearth::shared::EventDraft &draft, hearth::shared::CalendarId calendar);
    void moreWanted(const hearth::shared::EventDraft &draft, hearth::shared::CalendarId calendar);
    /// Title or calendar are others now: for the ghost in the view.
    void draftChanged(const hearth::shared::EventDraft &draft, hearth::shared::CalendarId calendar);

private:
    shared::CalendarId calendar() const;
    shared::EventDraft draft() const;
    void save();
    void edited();

    shared::EventDraft m_draft;
    QLineEdit *m_title;
    CalendarBox *m_calendar;
    QWidget *m_save;
};

}
