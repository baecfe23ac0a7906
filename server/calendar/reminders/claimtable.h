#pragma once

#include "shared/base/ids.h"
#include "shared/sql/database.h"

#include <QList>

#include <optional>

namespace hearth::server::calendar {

/// What can be claimed: an event, or one occurrence of a series.
struct Chore {
    shared::EventId event; ///< of the series, also where the occurrence is a changed one
    QString occurrence; ///< its wall time by the rule; empty for what happens once
};

/// Who takes care of what.
struct Claim {
    Chore chore;
    shared::UserId user;
    QString username;
    qint64 atMs = 0;
    qint64 untilMs = 0; ///< when it is over
};

/// The table `reminder_claims`.
class ClaimTable {
public:
    ClaimTable(shared::Database &database, const shared::CalendarId &calendar);

    std::optional<Claim> find(const Chore &chore);
    /// False where it is claimed.
    bool insert(const Claim &claim);
    bool remove(const Claim &claim);
    /// Of what is not over before `fromMs`; without the names of events.
    QList<Claim> all(qint64 fromMs);
    qint64 count(const shared::UserId &user);

private:
    shared::Database &m_db;
    shared::CalendarId m_calendar;
};

}
