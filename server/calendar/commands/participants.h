#pragma once

#include "shared/base/result.h"
#include "shared/domain/event.h"
#include "shared/sql/database.h"

#include <QHash>

namespace hearth::server::calendar {

/// Who takes part in the events of one calendar; asks for each user once.
class Participants {
public:
    Participants(shared::Database &database, const shared::CalendarId &calendar);

    /// `wanted` with the members' usernames and each user once. InvalidArgument for a user who is neither a
    /// member nor among those who take part `already`.
    shared::Result<QList<shared::Participant>> resolve(const QList<shared::Participant> &wanted,
                                                       const QList<shared::Participant> &already);
    /// `participants`, of whom those who are no members become people without an account; one who has left
    /// the server goes.
    QList<shared::Participant> asGuests(const QList<shared::Participant> &participants);
    /// The users among them, and the creator: all those whom resolve() has let pass for a new event.
    static QList<shared::UserId> users(const shared::UserId &creator,
                                       const QList<shared::Participant> &participants);
    /// The users whom the auth service has to keep a record of: the creator and the participants, members
    /// only.
    QList<shared::UserId> recorded(const shared::UserId &creator,
                                   const QList<shared::Participant> &participants);

private:
    /// The username of a member; nothing for anybody else.
    std::optional<QString> nameOf(const shared::UserId &user);

    shared::Database &m_db;
    shared::CalendarId m_calendar;
    QHash<shared::UserId, std::optional<QString>> m_names;
};

}
