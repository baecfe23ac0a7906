#pragma once

#include "shared/base/error.h"
#include "shared/base/ids.h"

#include <QJsonObject>
#include <QList>

#include <optional>

namespace hearth::server::calendar {

enum class SagaKind {
    CreateEvent,
    UpdateEvent, ///< where other users take part
    DeleteEvent, ///< the event is in the trash already: only goes forward
    RestoreEvent,
    PurgeEvent, ///< of a calendar that leaves the trash: only goes forward
};

enum class SagaState { Started, Compensating, Completed, Compensated };

/// A deletion can't be refused, so it is never undone.
constexpr bool canBeUndone(SagaKind kind)
{
    return kind == SagaKind::CreateEvent || kind == SagaKind::UpdateEvent || kind == SagaKind::RestoreEvent;
}

/// One row of the saga log.
struct Saga {
    shared::SagaId id;
    SagaKind kind = SagaKind::CreateEvent;
    SagaState state = SagaState::Started;
    shared::CalendarId calendar;
    shared::EventId event;
    shared::UserId user; ///< who asked for it
    QString username;
    QByteArray requestId;
    QString idempotencyKey;
    QList<shared::UserId> participants; ///< all users that take part when it has completed
    QJsonObject draft; ///< UpdateEvent: what the event is to become
    std::optional<shared::Error> error; ///< why it is undone
    int attempts = 0;
    qint64 createdMs = 0;
    qint64 deadlineMs = 0;
};

}
