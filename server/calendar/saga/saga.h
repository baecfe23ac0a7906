#pragma once

#include "server/calendar/saga/batchplan.h"
#include "shared/base/error.h"
#include "shared/base/ids.h"

#include <QList>

#include <optional>

namespace hearth::server::calendar {

/// The numbers are in the log.
enum class SagaKind {
    CreateEvent = 0,
    DeleteEvent = 2, ///< the event is in the trash already: only goes forward
    PurgeEvent = 4, ///< of a calendar that leaves the trash: only goes forward
    Batch = 5, ///< events that are put, deleted and restored together
    Move = 6, ///< events that go from one calendar to another
};

enum class SagaState { Started, Compensating, Completed, Compensated };

/// A deletion can't be refused, so it is never undone.
constexpr bool canBeUndone(SagaKind kind)
{
    return kind == SagaKind::CreateEvent || kind == SagaKind::Batch || kind == SagaKind::Move;
}

/// One row of the saga log.
struct Saga {
    shared::SagaId id;
    SagaKind kind = SagaKind::CreateEvent;
    SagaState state = SagaState::Started;
    shared::CalendarId calendar;
    shared::EventId event; ///< of a batch or a move: the one that the caller is told of
    shared::UserId user; ///< who asked for it
    QString username;
    QByteArray requestId;
    QString idempotencyKey;
    QList<shared::UserId> participants; ///< CreateEvent: all users that take part when it has completed
    BatchPlan batch; ///< Batch; Move: what the events are when they have arrived
    shared::CalendarId from; ///< Move; `calendar` is where they go to
    shared::PollId poll; ///< CreateEvent: that is closed with the event; null: none
    std::optional<shared::Error> error; ///< why it is undone
    int attempts = 0;
    qint64 createdMs = 0;
    qint64 deadlineMs = 0;
};

}
