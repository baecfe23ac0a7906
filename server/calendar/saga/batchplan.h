#pragma once

#include "server/calendar/messages.h"
#include "shared/domain/event.h"

#include <QJsonObject>

#include <optional>

namespace hearth::server::calendar {

/// What a saga over many events does when the auth service has done its part; its log keeps it.
struct BatchPlan {
    struct Update {
        shared::Event event; ///< as it is to be: id, uid, series, originalStart and the draft count
        std::optional<QString> davName; ///< nothing: as it is
    };
    /// Who takes part in an event from then on.
    struct Records {
        shared::EventId event;
        QList<shared::UserId> users;
        bool removed = false;
    };
    QList<shared::EventId> created; ///< rows that are pending, in order of their changes
    QList<Update> updated;
    QList<shared::EventId> deleted;
    QList<shared::EventId> restored;
    QList<Records> records; ///< only where the auth service's change

    /// How many changes it makes, each with a seq of its own.
    qint64 changes() const;
};

QJsonObject toJson(const BatchPlan &plan);
/// The inverse; what toJson() has written is never refused.
BatchPlan batchPlanFromJson(const QJsonObject &json);

}
