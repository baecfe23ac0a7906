#pragma once

#include "shared/domain/calendar.h"

#include <optional>

namespace hearth::server::gateway::caldav {

/// How far a client has come.
struct SyncPosition {
    qint64 changed = 0; ///< seq of the last change that it has; 0: at the beginning
    qint64 removed = 0; ///< seq from which on it wants removals, where that is another one: it is still on
                        ///< its way through what there was at the beginning

    friend bool operator==(const SyncPosition &, const SyncPosition &) = default;
};

/// The sync-token (RFC 6578) of a position in the calendar, for a member of that role: who sees more or less
/// than before has to begin anew.
QString syncToken(const shared::Calendar &calendar, const SyncPosition &position);
/// The position of a token that was given out for the calendar as the caller sees it now; else nothing.
std::optional<SyncPosition> readSyncToken(const shared::Calendar &calendar, const QString &token);

}
