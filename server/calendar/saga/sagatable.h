#pragma once

#include "server/calendar/saga/saga.h"
#include "shared/sql/database.h"

#include <optional>

namespace hearth::server::calendar {

/// The table `sagas`: the durable log.
class SagaTable {
public:
    /// Who drives sagas, and until when a saga is theirs.
    struct Lease {
        QUuid owner;
        qint64 untilMs = 0;
    };
    struct Open {
        qint64 count = 0;
        qint64 oldestMs = 0; ///< when the oldest began
    };
    explicit SagaTable(shared::Database &database);

    void insert(const Saga &saga, const Lease &lease);
    std::optional<Saga> find(const shared::SagaId &id);
    /// From started to completed; false where it is not started any more: then somebody else has decided.
    bool complete(const shared::SagaId &id, qint64 nowMs);
    /// From started to compensating; false as above.
    bool startCompensation(const shared::SagaId &id, const shared::Error &error, const Lease &lease);
    /// From compensating to compensated.
    bool finishCompensation(const shared::SagaId &id, qint64 nowMs);
    /// Tried once more, given back until then.
    void postpone(const shared::SagaId &id, qint64 untilMs);
    /// Takes open sagas whose lease ended at `endedMs` or before.
    QList<Saga> take(const Lease &lease, qint64 endedMs, int limit);
    Open open();
    /// How many were removed.
    qint64 removeFinished(qint64 beforeMs, int limit);

private:
    shared::Database &m_db;
};

}
