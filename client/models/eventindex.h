#pragma once

#include "shared/domain/event.h"

#include <QDate>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimeZone>

#include <map>
#include <memory>

namespace hearth::client {

/// An event as the app holds it: what the replica has, with the state of its way to the server.
struct EventItem : shared::Event {
    bool waiting = false; ///< a change of it is in the outbox
    bool conflict = false; ///< two versions stand side by side
    shared::Answer myAnswer = shared::Answer::Yes; ///< what the person at this app has said
};

/// One appearance of an event in time. Points into the index: valid until its next change.
struct Occurrence {
    const EventItem *event = nullptr;
    qint64 startMs = 0; ///< UTC
    qint64 endMs = 0; ///< UTC, exclusive
    QDate firstDay; ///< in the index's zone
    QDate lastDay; ///< inclusive
    /// All-day, or longer than 24 hours: drawn as a bar above the time grid.
    bool isBar() const { return event->allDay || endMs - startMs >= 24LL * 3600 * 1000; }
};

/// All that the app knows of events, in memory: the one thing that views paint from. Lives on the UI thread.
///
/// Interval queries over an index sorted by start; the cost of a query is that of its window, not of the
/// whole.
class EventIndex : public QObject {
    Q_OBJECT

public:
    explicit EventIndex(QObject *parent = nullptr);
    ~EventIndex() override;

    /// The zone in which days begin; the system's unless set.
    const QTimeZone &zone() const;
    void setZone(const QTimeZone &zone);

    /// Occurrences that touch a day in [first, last] and whose calendar is visible, sorted by start, then
    /// longer first, then id.
    QList<Occurrence> occurrences(QDate first, QDate last) const;
    /// The same, of hidden calendars, too: what reminds looks at no check box.
    QList<Occurrence> allOccurrences(QDate first, QDate last) const;
    /// How many occurrences touch each day of [first, last]: for the mini-month.
    QHash<QDate, int> counts(QDate first, QDate last) const;
    /// Null where there is none.
    const EventItem *find(shared::EventId id) const;
    /// Events whose name, location or description contains the text, newest first, at most `limit`.
    QList<const EventItem *> search(const QString &text, int limit) const;
    qsizetype size() const;

    void replaceAll(QList<EventItem> events);
    void put(const EventItem &event);
    void remove(shared::EventId id);
    /// Many at once, with as few signals as tell it.
    void apply(const QList<EventItem> &puts, const QList<shared::EventId> &removed);
    void removeCalendar(shared::CalendarId calendar);
    /// Calendars that are hidden by their check box.
    void setHidden(const QSet<shared::CalendarId> &calendars);

Q_SIGNALS:
    /// Something on these days is no longer as it was painted.
    void daysChanged(QDate first, QDate last);
    /// Everything may have changed.
    void reset();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}
