#pragma once

#include "client/replica/replicaevent.h"

namespace hearth::shared {
class Database;
}

namespace hearth::client {

/// A row of the events' table.
struct EventRow {
    shared::EventId id;
    shared::CalendarId calendar;
    qint64 version = 0; ///< of `server`; 0 where there is none
    std::optional<shared::Event> server; ///< as the server has it
    qint64 generation = 0; ///< of the snapshot that brought it
};

/// The events of all calendars: what the server has, and what is shown.
class EventTable {
public:
    explicit EventTable(shared::Database &database);

    std::optional<EventRow> find(shared::EventId id) const;
    /// As it came from the server, under the app's id; an older version than the row's in the same calendar
    /// is ignored, and false returned. What is shown is then this, until show() says otherwise.
    bool putServer(const shared::Event &event, qint64 generation);
    /// A row that the server knows nothing of.
    void insertLocal(const shared::Event &event);
    /// The server no longer has it.
    void clearServer(shared::EventId id);
    /// What is to be seen of a row that differs from the server's; nothing: hidden.
    void show(shared::EventId id, const std::optional<shared::Event> &shown, bool waiting, bool conflict);
    /// The row is shown as the server has it.
    void showServer(shared::EventId id);
    void erase(shared::EventId id);

    /// Rows of a calendar that the snapshot of that generation, taken at `seq`, would have brought were they
    /// still there.
    QList<shared::EventId> missing(shared::CalendarId calendar, qint64 generation, qint64 seq) const;
    /// The changed instances of a series, as the server has them.
    QList<EventRow> instancesOf(shared::EventId series) const;
    QList<shared::EventId> ofCalendar(shared::CalendarId calendar) const;
    void rename(shared::EventId from, shared::EventId to);

    /// What is shown of the events that touch [fromMs, toMs) (`inside`) or that do not.
    QList<ReplicaEvent> load(qint64 fromMs, qint64 toMs, bool inside) const;

private:
    shared::Database &m_database;
};

}
