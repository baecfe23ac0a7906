#pragma once

#include "server/calendar/messages.h"
#include "shared/domain/event.h"
#include "shared/recurrence/recurrenceexpander.h"
#include "shared/recurrence/wallclock.h"

#include <QHash>
#include <QSet>
#include <QTimeZone>

#include <memory>
#include <vector>

namespace hearth::server::calendar {

/// Where an event, or an occurrence, stands in an answer.
struct EventPlace {
    qint64 startMs = 0;
    QUuid id;
    QString occurrence; ///< its wall time; empty for what is not expanded

    bool isAfter(const EventPlace &other) const;
};

/// One page of events and of occurrences of recurring ones, in order of start, id and occurrence. The work is
/// bounded: by the page, however dense the rules are, and by kMaxSteps for all of them.
class OccurrencePage {
public:
    struct Window {
        qint64 fromMs = 0;
        qint64 toMs = 0;
        EventPlace after; ///< the last one before this page
        int limit = 0;
    };
    static constexpr qint64 kMaxSteps = 10'000'000;

    explicit OccurrencePage(const Window &window);

    void add(const shared::Event &event);
    /// What it has in the window, without `changed`: the wall times of its changed instances. A rule that
    /// would take too much work, or can't be read, leaves the event as it is stored, named as unexpanded.
    void addSeries(const shared::Event &master, const QTimeZone &calendarZone, const QSet<QString> &changed);
    /// The page; true where there is more after it.
    bool writeTo(pb::EventsResponse &response);
    /// Of the last event of the page.
    const EventPlace &last() const { return m_last; }

private:
    struct Entry {
        EventPlace place;
        qsizetype event; ///< which of m_events
        qint64 endMs;
    };
    /// `hidden`: how many occurrences may be left out.
    shared::Result<shared::Expansion> expand(shared::Series &series, qsizetype hidden);
    void append(const EventPlace &place, qsizetype event, qint64 endMs);
    void trim();
    pb::Event eventOf(const Entry &entry) const;
    std::string endWall(const Entry &entry) const;
    shared::WallClock &clockOf(const QString &zone) const;
    std::shared_ptr<shared::WallClock> sharedClock(const QTimeZone &zone) const;

    Window m_window;
    std::vector<pb::Event> m_events; ///< what the entries are made of
    std::vector<Entry> m_entries;
    QList<QUuid> m_unexpanded;
    qint64 m_stepsLeft = kMaxSteps;
    EventPlace m_last;
    mutable QHash<QByteArray, std::shared_ptr<shared::WallClock>> m_clocks;
};

}
