#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/call.h"
#include "shared/base/result.h"
#include "shared/domain/calendar.h"
#include "shared/sql/database.h"

namespace hearth::server::calendar {

enum class Right {
    See, ///< every member: when, not what
    Read, ///< owner, editor and viewer: what, and the conversation
    WriteEvents, ///< owner and editor; nobody where the calendar is a feed from elsewhere
    Manage, ///< owner
};

/// The calendar as the caller sees it, or why not: NotFound where there is none, Forbidden for whoever is not
/// a member or may not.
shared::Result<shared::Calendar> requireAccess(shared::Database &database, const CallContext &caller,
                                               const pb::CalendarRef &reference, Right right);

/// A calendar that nobody else can change until the end of the transaction.
struct LockedCalendar {
    shared::Calendar calendar; ///< as it was before this change
    qint64 nextSeq = 0;
};

/// requireAccess(), looked at again once the calendar's row is this transaction's.
shared::Result<LockedCalendar> lockCalendar(UnitOfWork &unit, const pb::CalendarRef &reference, Right right);

}
