#pragma once

#include "server/calendar/access.h"
#include "server/calendar/messages.h"
#include "server/calendar/reminders/claimtable.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/reminders.pb.h"
#include "shared/domain/event.h"

namespace hearth::server::calendar {

/// What a request to claim means, in a calendar that is this transaction's.
struct ChoreTarget {
    LockedCalendar locked;
    shared::Event event; ///< that the request names, or that the occurrence has become
    Chore chore;
    qint64 untilMs = 0; ///< when it is over

    /// NotFound, Forbidden, or InvalidArgument with reason "occurrence_missing".
    static shared::Result<ChoreTarget> lock(UnitOfWork &unit, const pb::ClaimRequest &request);
    /// Tells the room who has it; null: nobody any more.
    void log(UnitOfWork &unit, const Claim *claim) const;

private:
    shared::Outcome findOccurrence(UnitOfWork &unit, const QString &occurrence);
};

/// "I've got it": the first one has it.
class ClaimReminder {
public:
    explicit ClaimReminder(pb::ClaimRequest request);
    shared::Result<pb::ReminderClaim> operator()(UnitOfWork &unit) const;

private:
    pb::ClaimRequest m_request;
};

/// Gives back what the caller has claimed.
class ReleaseReminder {
public:
    explicit ReleaseReminder(pb::ClaimRequest request);
    shared::Result<pb::Empty> operator()(UnitOfWork &unit) const;

private:
    pb::ClaimRequest m_request;
};

}
