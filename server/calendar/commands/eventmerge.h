#pragma once

#include "server/calendar/changes/changelog.h"
#include "shared/domain/event.h"
#include "shared/recurrence/seriesedit.h"

#include <QJsonObject>
#include <QSet>
#include <QTimeZone>

namespace hearth::server::calendar {

/// Puts a patch over an event that may have changed since its author saw it.
///
/// What others changed since then and what the patch changes may not meet. Start, end, their zones and the
/// recurrence are one field where either side turns the event into an all-day or floating one or back, or
/// changes its recurrence; and two changes that don't
/// meet, but leave an event that ends before it starts, do.
class EventMerge {
public:
    /// `baseVersion`: what the patch's author saw; 0: whatever is there.
    /// `scope`: of the edit; where others have divided the series since then, it is only one occurrence's
    /// that means the same still.
    EventMerge(ChangeLog log, shared::Event current, qint64 baseVersion, QTimeZone zone,
               shared::EditScope scope);

    /// InvalidArgument for a patch that is wrong by itself; PreconditionFailed with reason "conflict" and the
    /// details {"event": current, "conflicting": [fields], "yours": {field: what the patch wants}}.
    shared::Result<shared::EventDraft> apply(const QJsonObject &patch);

private:
    std::optional<QSet<QString>> changedSince();
    shared::Error conflictIn(const QStringList &fields, const QJsonObject &wanted) const;

    ChangeLog m_log;
    shared::Event m_current;
    qint64 m_baseVersion;
    QTimeZone m_zone;
    shared::EditScope m_scope;
};

}
