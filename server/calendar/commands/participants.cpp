#include "server/calendar/commands/participants.h"

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
    const auto names = MemberTable(m_db, m_calendar).names(usersOf(wanted));
    const QList<UserId> known = usersOf(already);
    QList<Participant> resolved;
    QSet<UserId> seen;
    for (Participant participant : wanted) {
        if (!participant.user.isNull()) {
            if (seen.contains(participant.user))
                continue;
            seen.insert(participant.user);
            if (!names.contains(participant.user) && !known.contains(participant.user))
                return invalidArgument(u"A participant is not a member of the calendar."_s,
                                       u"participant_not_member"_s);
            participant.name = names.value(participant.user, participant.name);
        }
        resolved.append(participant);
    }
    return resolved;
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
    const auto members = MemberTable(m_db, m_calendar).names(all);
    all.removeIf([&members](const UserId &user) { return !members.contains(user); });
    return all;
}

}
