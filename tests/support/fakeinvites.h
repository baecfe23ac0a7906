#pragma once

#include "server/proto/invitesapi.h"
#include "tests/support/scriptedpart.h"

namespace hearth::tests {

/// Records every call and answers as it is told to.
class FakeInvites final : public server::InvitesApi, public ScriptedPart {
public:
    void createInvite(const server::CallContext &call, const calendar::CreateInviteRequest &request,
                      server::Reply<calendar::CreatedInvite> reply) override
    {
        answer("createInvite", call, request.SerializeAsString(), reply);
    }
    void invites(const server::CallContext &call, const calendar::CalendarRequest &request,
                 server::Reply<calendar::InvitesResponse> reply) override
    {
        answer("invites", call, request.SerializeAsString(), reply);
    }
    void revokeInvite(const server::CallContext &call, const calendar::InviteRequest &request,
                      server::Reply<calendar::Invite> reply) override
    {
        answer("revokeInvite", call, request.SerializeAsString(), reply);
    }
    void lookAtInvite(const server::CallContext &call, const calendar::CodeRequest &request,
                      server::Reply<calendar::InvitePreview> reply) override
    {
        answer("lookAtInvite", call, request.SerializeAsString(), reply);
    }
    void acceptInvite(const server::CallContext &call, const calendar::CodeRequest &request,
                      server::Reply<calendar::JoinResponse> reply) override
    {
        answer("acceptInvite", call, request.SerializeAsString(), reply);
    }
};

}
