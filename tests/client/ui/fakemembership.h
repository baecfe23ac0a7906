#pragma once

#include "client/models/membership.h"

#include <QStringList>

namespace hearth::tests {

/// Members' business at no server: notes what is asked for and answers at once, as told.
class FakeMembership : public client::Membership {
public:
    void setRole(shared::CalendarId, shared::UserId, shared::Role role, Finished finished) override
    {
        reply(QStringLiteral("role ") + shared::roleName(role), finished);
    }
    void listInvites(shared::CalendarId, Answered<QList<client::Invite>> answered) override
    {
        answered(answer ? shared::Result(invites) : shared::Result<QList<client::Invite>>(answer.error()));
    }
    void createInvite(shared::CalendarId, const client::InviteWish &wish,
                      Answered<client::NewInvite> answered) override
    {
        calls.append(QStringLiteral("invite %1 %2 %3")
                         .arg(shared::roleName(wish.role), QString::number(wish.lastsSeconds),
                              QString::number(wish.uses)));
        if (!answer)
            return answered(answer.error());
        client::NewInvite made;
        made.invite.id = shared::InviteId{QUuid::createUuid()};
        made.invite.role = wish.role;
        made.invite.uses = made.invite.usesLeft = wish.uses;
        made.invite.expiresMs = nowMs + wish.lastsSeconds * 1000;
        made.invite.createdBy = QStringLiteral("Ben");
        made.code = QStringLiteral("K7M4QX9TPLDN2R8SVWYZ5A");
        made.link = QStringLiteral("https://ben-desktop.local:8443/invite/") + made.code;
        invites.prepend(made.invite);
        answered(made);
    }
    void revokeInvite(shared::CalendarId, shared::InviteId invite, Finished finished) override
    {
        for (client::Invite &each : invites)
            if (each.id == invite)
                each.state = shared::InviteState::Revoked;
        reply(QStringLiteral("revoke"), finished);
    }
    void lookAt(const QString &code, Answered<client::InvitePreview> answered) override
    {
        calls.append(QStringLiteral("look at ") + code);
        answered(answer ? shared::Result(preview) : shared::Result<client::InvitePreview>(answer.error()));
    }
    void accept(const QString &code, Finished finished) override
    {
        reply(QStringLiteral("accept ") + code, finished);
    }
    void listPeople(shared::CalendarId, Answered<QList<client::Person>> answered) override
    {
        answered(answer ? shared::Result(people) : shared::Result<QList<client::Person>>(answer.error()));
    }
    void addPerson(shared::CalendarId, const QString &name, Finished finished) override
    {
        people.append({shared::PersonId{QUuid::createUuid()}, name, {}});
        reply(QStringLiteral("add ") + name, finished);
    }
    void renamePerson(shared::CalendarId, shared::PersonId person, const QString &name,
                      Finished finished) override
    {
        for (client::Person &each : people)
            if (each.id == person)
                each.name = name;
        reply(QStringLiteral("rename ") + name, finished);
    }
    void removePerson(shared::CalendarId, shared::PersonId person, Finished finished) override
    {
        people.removeIf([person](const client::Person &each) { return each.id == person; });
        reply(QStringLiteral("take away"), finished);
    }

    QList<client::Invite> invites;
    QList<client::Person> people;
    client::InvitePreview preview;
    shared::Outcome answer = shared::Done{}; ///< of what is asked for
    qint64 nowMs = 0;
    QStringList calls;

private:
    void reply(const QString &call, const Finished &finished)
    {
        calls.append(call);
        finished(answer);
    }
};

}
