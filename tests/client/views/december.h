#pragma once

#include "client/models/calendareditor.h"
#include "client/models/calendarlist.h"
#include "client/models/eventindex.h"
#include "client/ui/theme/themesource.h"
#include "client/ui/views/viewcontext.h"
#include "shared/base/clock.h"

namespace hearth::tests {

/// Applies changes to the index at once, as the replica does, and counts them.
class IndexSink : public client::ChangeSink {
public:
    IndexSink(client::EventIndex &index, const client::CalendarList &calendars)
        : m_index(index)
        , m_calendars(calendars)
    {
    }

    void create(const shared::Event &event) override;
    void change(const shared::Event &before, const shared::Event &after) override;
    void remove(const shared::Event &event) override;
    void restore(const shared::Event &event) override;
    void changeSeries(const shared::SeriesChoice &choice, const shared::Event &before,
                      const shared::Event &after) override;
    void removeSeries(const shared::SeriesChoice &choice) override;

    int created = 0;
    int changed = 0;
    int removed = 0;

private:
    client::EventIndex &m_index;
    const client::CalendarList &m_calendars;
};

/// A family's December 2026 in Berlin, on Wednesday the 9th at 10:42.
class December {
public:
    December();

    client::ui::ViewContext context() { return {index, calendars, editor, theme, clock}; }
    shared::CalendarId calendar(const QString &name) const;
    /// The first event of that name that begins on that day of December.
    shared::EventId event(const QString &name, int day) const;
    const client::EventItem &item(const QString &name, int day) const;
    void mark(const QString &name, int day, bool waiting, bool conflict);
    /// Others, up to that many in all, over ten years round December.
    void fill(int count);

    client::EventIndex index;
    client::CalendarList calendars;
    IndexSink sink{index, calendars};
    client::CalendarEditor editor{index, calendars, sink};
    client::ui::ThemeSource theme;
    shared::FixedClock clock;

private:
    client::Occurrence occurrence(const QString &name, int day) const;
    void addCalendars();
    void addBars(QList<client::EventItem> &events) const;
    void addTimed(QList<client::EventItem> &events) const;
};

}
