#pragma once

#include "client/ui/widgets/popoverframe.h"
#include "shared/domain/event.h"

class QComboBox;
class QLineEdit;

namespace hearth::client {
class CalendarList;
}

namespace hearth::client::ui {

/// The popover at a click: title, time, calendar, Save, More...
class QuickAdd : public PopoverFrame {
    Q_OBJECT

public:
    QuickAdd(const ThemeSource &themes, const CalendarList &calendars, const shared::EventDraft &draft,
             QWidget *parent);

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
    QComboBox *m_calendar;
    QWidget *m_save;
};

/// "Thursday 10 December, 19:00 – 21:00"; dates only for an all-day event; both days where it spans several.
QString whenText(const shared::EventDraft &draft, const QTimeZone &zone);
/// "2 hours", "1 hour 30 minutes", "3 days".
QString lengthText(const shared::EventDraft &draft);

}
