#pragma once

#include "server/calendar/store/eventrow.h"
#include "shared/sql/database.h"

#include <optional>

namespace hearth::server::calendar {

/// The table `events`: one event at a time.
class EventTable {
public:
    explicit EventTable(shared::Database &database);

    /// With its calendar's name. A pending event is not found, except by its own saga through activate().
    std::optional<StoredEvent> find(const shared::CalendarId &calendar, const shared::EventId &id);
    /// The same, and the row is this transaction's from here on; without the calendar's name.
    std::optional<StoredEvent> lock(const shared::CalendarId &calendar, const shared::EventId &id);
    void insertPending(const shared::Event &event, const shared::SagaId &saga);
    /// From pending or deleted to active, free of its saga; nothing where the saga no longer has it.
    std::optional<shared::Event> activate(const shared::EventId &id, const shared::SagaId &saga,
                                          qint64 version);
    /// From the trash back: as activate(), and says by whom.
    std::optional<shared::Event> restore(const shared::EventId &id, const shared::SagaId &saga,
                                         qint64 version, const QString &username, qint64 nowMs);
    /// Writes draft, version and who and when; the event is free of its saga then.
    void update(const shared::Event &event);
    void moveToTrash(const shared::Event &event, const shared::SagaId &saga);
    void giveToSaga(const shared::EventId &id, const shared::SagaId &saga);
    void freeFromSaga(const shared::EventId &id, const shared::SagaId &saga);
    /// For ever, where the saga has it.
    void erase(const shared::EventId &id, const shared::SagaId &saga);

private:
    shared::Database &m_db;
};

}
