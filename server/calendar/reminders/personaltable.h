#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/reminders/personalmessage.h"
#include "shared/sql/database.h"

#include <QList>

#include <optional>

namespace hearth::server::calendar {

/// The tables `personal_frames` and `personal_numbers`: what each user has been told lately, numbered for
/// each user without gaps. A number belongs to the transaction that took it until its end, so that nobody
/// sees a later one before an earlier one.
class PersonalTable {
public:
    explicit PersonalTable(shared::Database &database);

    /// Nothing where it was told already. The frame's data gets the number.
    std::optional<pb::PersonalFrame> insert(const PersonalMessage &message, qint64 nowMs, const QUuid &batch);
    /// The user's newest number; 0 where they have never been told anything.
    qint64 newest(const shared::UserId &user);

    struct Page {
        QList<pb::PersonalFrame> frames;
        qint64 number = 0; ///< the newest that the page covers
        bool more = false;
    };
    /// What came after `number` and not before `sinceMs`, of calendars that the user may still read.
    Page after(const shared::UserId &user, qint64 number, qint64 sinceMs, int limit);

    /// For the feed: what one write has told, and what was told from `sinceMs` on.
    QList<pb::PersonalFrame> ofBatch(const QUuid &batch);
    QList<pb::PersonalFrame> since(qint64 sinceMs);

    void erase(const shared::UserId &user);

private:
    bool isTold(const PersonalMessage &message);
    qint64 nextNumber(const shared::UserId &user);

    shared::Database &m_db;
};

}
