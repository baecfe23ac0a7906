#include "server/calendar/commands/participants.h"

#include "server/calendar/departures/anonymised.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/membertable.h"

#include <QSet>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Participant;
using shared::UserId;

namespace {
QList<UserId> usersOf(const QList<Participant> &participants)
{
    QList<UserId> users;
    for (const Participant &participant : participants) {
        if (!participant.user.isNull() && !users.contains(participant.user))
            users.append(participant.user);
    }
    return users;
}
}

Participants::Participants(shared::Database &database, const shared::CalendarId &calendar)
    : m_db(database)
    , m_calendar(calendar)
{
}

shared::Result<QList<Participant>> Participants::resolve(const QList<Participant> &wanted,
                                                         const QList<Participant> &already)
{
    const QList<UserId> known = usersOf(already);
    QList<Participant> resolved;
    QSet<UserId> seen;
    for (Participant participant : wanted) {
        if (!participant.user.isNull()) {
            if (seen.contains(participant.user))
                continue;
            seen.insert(participant.user);
            const auto name = nameOf(participant.user);
            if (!name && !known.contains(participant.user))
                return invalidArgument(u"A participant is not a member of the calendar."_s,
                                       u"participant_not_member"_s);
            participant.name = name.value_or(participant.name);
        }
        resolved.append(participant);
    }
    return resolved;
}

QList<Participant> Participants::asGuests(const QList<Participant> &participants)
{
    QList<Participant> guests;
    for (Participant participant : participants) {
        if (!participant.user.isNull() && !nameOf(participant.user)) {
            if (participant.name == formerMember())
                continue;
            participant.user = {};
        }
        guests.append(participant);
    }
    return guests;
}

QList<UserId> Participants::users(const UserId &creator, const QList<Participant> &participants)
{
    QList<UserId> users = usersOf(participants);
    if (!users.contains(creator))
        users.prepend(creator);
    return users;
}

QList<UserId> Participants::recorded(const UserId &creator, const QList<Participant> &participants)
{
    QList<UserId> all = users(creator, participants);
    all.removeIf([this](const UserId &user) { return !nameOf(user); });
    return all;
}

std::optional<QString> Participants::nameOf(const UserId &user)
{
    if (const auto known = m_names.constFind(user); known != m_names.constEnd())
        return *known;
    const auto member = MemberTable(m_db, m_calendar).find(user);
    return *m_names.insert(user, member ? std::optional(member->username) : std::nullopt);
}

}
