#pragma once

#include "client/ui/widgets/popoverframe.h"
#include "shared/base/ids.h"

class QLineEdit;
class QListWidget;

namespace hearth::shared {
class Clock;
}

namespace hearth::client {
class CalendarList;
class EventIndex;
struct EventItem;
}

namespace hearth::client::ui {

/// Search in all that the replica holds, with jump to the event.
class SearchPopover : public PopoverFrame {
    Q_OBJECT

public:
    SearchPopover(const ThemeSource &themes, const EventIndex &events, const CalendarList &calendars,
                  const shared::Clock &clock, QWidget *parent);

Q_SIGNALS:
    void chosen(hearth::shared::EventId event);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search();
    void addResult(const EventItem &event);
    void fitHeight();
    void choose();

    const EventIndex &m_events;
    const CalendarList &m_calendars;
    const shared::Clock &m_clock;
    QLineEdit *m_text;
    QListWidget *m_results;
    QWidget *m_nothing;
};

}
