#pragma once

#include "client/models/eventitem.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimeZone>

#include <map>
#include <memory>

namespace hearth::client {

/// All that the app knows of events, in memory: the one thing that views paint from. Lives on the UI thread.
///
/// Interval queries over an index sorted by start; the cost of a query is that of its window, not of the
/// whole. Recurring events are expanded by window: each occurrence has an id of its own, which find() knows
/// from then on, and an instance that somebody changed takes the place of what the rule has there.
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
    /// The event or the occurrence of that id; the changed instance where one stands in the occurrence's
    /// place. Null where there is none.
    const EventItem *find(shared::EventId id) const;
    /// The event that was put under that id; an occurrence of a series is none.
    const EventItem *stored(shared::EventId id) const;
    /// Of a series the first occurrence that ends after `fromMs` (UTC), or its first where all are over; any
    /// other event is its own.
    shared::EventId nextOf(shared::EventId event, qint64 fromMs) const;
    /// The changed instances of a series.
    QList<const EventItem *> instancesOf(shared::EventId series) const;
    /// Events whose name, location or description contains the text, newest first, at most `limit`; of a
    /// recurring one the next occurrence, seen from `nowMs` (UTC), or its first where all are over.
    QList<const EventItem *> search(const QString &text, int limit, qint64 nowMs) const;
    /// How many events there are; a recurring one counts once, and each of its changed instances.
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
    /// Something on these days is no longer as it was painted; an endless series ends with the year 9999.
    void daysChanged(QDate first, QDate last);
    /// Everything may have changed.
    void reset();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}
