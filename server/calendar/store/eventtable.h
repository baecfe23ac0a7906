#pragma once

#include "server/calendar/store/eventrow.h"
#include "shared/sql/database.h"

#include <optional>

namespace hearth::server::calendar {

/// An event on its way into the table.
struct NewEvent {
    shared::Event event;
    QString davName; ///< that a CalDAV client gave it; empty where it follows from the uid
};

/// The table `events`: one event at a time. Whenever an event's version becomes another one the database
/// itself keeps what it was (VersionTable).
class EventTable {
public:
    explicit EventTable(shared::Database &database);

    /// With its calendar's name. A pending event is not found, except by its own saga through activate().
    std::optional<StoredEvent> find(const shared::CalendarId &calendar, const shared::EventId &id);
    /// The same, and the row is this transaction's from here on; without the calendar's name.
    std::optional<StoredEvent> lock(const shared::CalendarId &calendar, const shared::EventId &id);
    /// Their versions are their places among the saga's. The first whose id, uid or place in a series was
    /// taken, and which is not there now; nothing where all are.
    std::optional<shared::EventId> insertPending(const QList<NewEvent> &events, const shared::SagaId &saga);
    /// From pending to active, free of their saga, in order of their places, from which their versions are
    /// counted; fewer where the saga no longer has them all.
    QList<shared::Event> activate(const QList<shared::EventId> &ids, const shared::SagaId &saga,
                                  qint64 firstVersion);
    /// From the trash back to active, free of its saga; nothing where the saga no longer has it.
    std::optional<shared::Event> restore(const shared::EventId &id, const shared::SagaId &saga,
                                         qint64 version, const QString &username, qint64 nowMs);
    /// Writes all but who made it and when; the event is free of its saga then.
    void update(const shared::Event &event);
    void setDavName(const shared::EventId &id, const QString &name);
    QString davName(const shared::EventId &id);
    /// What of a series is in the trash goes with it to another calendar; these events.
    QList<shared::EventId> moveTrashedInstances(const shared::EventId &series,
                                                const shared::CalendarId &calendar, qint64 version);
    /// In another calendar the versions of instances that are gone for good say nothing.
    void forgetGoneInstances(const shared::EventId &series);
    /// Gives up the event's place in a series until update() gives it one.
    void leavePlace(const shared::EventId &id);
    /// The changed instances of a series; with `deleted`, those that went to the trash at that time.
    QList<shared::Event> instances(const shared::EventId &series, std::optional<qint64> deletedMs = {});
    /// Whether one is on its way to be an instance of the series.
    bool hasPendingInstance(const shared::EventId &series);
    /// When it went to the trash; nothing where it is not there.
    std::optional<qint64> deletedMs(const shared::EventId &id);
    /// The event, pending or active, that has the uid, or the place in the series.
    std::optional<shared::EventId> findUid(const shared::CalendarId &calendar, const QString &uid);
    std::optional<shared::EventId> findInstance(const shared::EventId &series, const QString &originalWall);
    /// `saga`: that has it from then on, or null.
    void moveToTrash(const shared::Event &event, const shared::SagaId &saga);
    void giveToSaga(const shared::EventId &id, const shared::SagaId &saga);
    void freeFromSaga(const shared::EventId &id, const shared::SagaId &saga);
    /// For ever, where the saga has it.
    void erase(const shared::EventId &id, const shared::SagaId &saga);

private:
    shared::Database &m_db;
};

}
