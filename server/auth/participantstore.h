#pragma once

#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <QList>
#include <QSet>

namespace hearth::shared {
class Database;
}

namespace hearth::server::auth {

/// A set of participants that a saga asks for.
struct ParticipantSet {
    shared::SagaId saga;
    shared::EventId event;
    shared::CalendarId calendar;
    QList<shared::UserId> users;
};

/// Who takes part in which event, and the saga steps that made it so. Each step is taken once, whatever
/// arrives how often and in which order. To be called inside a transaction, which an error rolls back. Throws
/// SqlError.
class ParticipantStore {
public:
    ParticipantStore(shared::Database &database, qint64 nowMs);

    /// Replaces the events' sets, each event's by a step of its own. NotFound where one is no user, Conflict
    /// where a step was undone.
    shared::Outcome set(const QList<ParticipantSet> &sets);
    /// Removes the event's set. Conflict where the saga was undone.
    shared::Outcome remove(const shared::SagaId &saga, const shared::EventId &event);
    /// Takes the saga's step back, unless a later saga has written the set since, and keeps it from being
    /// taken.
    void undo(const shared::SagaId &saga);

    QList<shared::UserId> users(const shared::EventId &event);
    /// Forgets the steps from before `beforeMs`.
    void purgeSteps(qint64 beforeMs);

private:
    enum class Step { New, TakenBefore, Undone };
    Step begin(const shared::SagaId &saga, const QString &kind, const shared::EventId &event,
               const shared::CalendarId &calendar);
    bool isUndone(const shared::SagaId &saga);
    /// What undo() restores.
    void remember(const shared::SagaId &saga, const shared::EventId &event,
                  const shared::CalendarId &calendar, const shared::SagaId &previous);
    /// Those of the sets whose step had not been taken before; Conflict where one was undone.
    shared::Result<QList<ParticipantSet>> beginSets(const QList<ParticipantSet> &sets);
    /// Makes the events' sets the sagas', empty.
    void holdSets(const QList<ParticipantSet> &sets);
    /// False where some are no users; all others are written.
    bool addUsers(const QList<ParticipantSet> &sets);
    QSet<shared::UserId> existing(const QSet<shared::UserId> &users);
    void takeOver(const ParticipantSet &set);
    bool dropSet(const shared::EventId &event, const shared::SagaId &saga);
    void restore(const ParticipantSet &set);

    shared::Database &m_database;
    qint64 m_nowMs;
};

}
