#pragma once

#include "client/account/servercalls.h"
#include "client/models/membership.h"

namespace hearth::client {

/// Members, invitations and people without an account at a session's server, over its HTTP API.
class ServerMembership final : public Membership {
public:
    explicit ServerMembership(ServerCalls calls);

    void setRole(shared::CalendarId calendar, shared::UserId user, shared::Role role,
                 Finished finished) override;
    void listInvites(shared::CalendarId calendar, Answered<QList<Invite>> answered) override;
    void createInvite(shared::CalendarId calendar, const InviteWish &wish,
                      Answered<NewInvite> answered) override;
    void revokeInvite(shared::CalendarId calendar, shared::InviteId invite, Finished finished) override;
    void lookAt(const QString &code, Answered<InvitePreview> answered) override;
    void accept(const QString &code, Finished finished) override;
    void listPeople(shared::CalendarId calendar, Answered<QList<Person>> answered) override;
    void addPerson(shared::CalendarId calendar, const QString &name, Finished finished) override;
    void renamePerson(shared::CalendarId calendar, shared::PersonId person, const QString &name,
                      Finished finished) override;
    void removePerson(shared::CalendarId calendar, shared::PersonId person, Finished finished) override;

private:
    ServerCalls m_calls;
};

}
