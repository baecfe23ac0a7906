#pragma once

#include "client/ui/widgets/popoverframe.h"
#include "shared/base/ids.h"

class QLineEdit;
class QListWidget;

namespace hearth::client {
class EventIndex;
}

namespace hearth::client::ui {

/// Search in all that the replica holds, with jump to the event.
class SearchPopover : public PopoverFrame {
    Q_OBJECT

public:
    SearchPopover(const ThemeSource &themes, const EventIndex &events, QWidget *parent);

Q_SIGNALS:
    void chosen(hearth::shared::EventId event);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search();
    void choose();

    const ThemeSource &m_themes;
    const EventIndex &m_events;
    QLineEdit *m_text;
    QListWidget *m_results;
    QWidget *m_nothing;
};

}
