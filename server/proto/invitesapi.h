#pragma once

#include "server/proto/call.h"
#include "server/proto/invites.pb.h"

namespace hearth::server {

/// Invitations to a calendar. NotFound for a calendar or a code that does not exist, Forbidden for whoever
/// may not. Thread-safe, never blocks.
class InvitesApi {
public:
    virtual ~InvitesApi() = default;

    virtual void createInvite(const CallContext &call, const calendar::CreateInviteRequest &request,
                              Reply<calendar::CreatedInvite> reply) = 0;
    /// Open ones and those that have ended not long ago, newest first; without their codes.
    virtual void invites(const CallContext &call, const calendar::CalendarRequest &request,
                         Reply<calendar::InvitesResponse> reply) = 0;
    virtual void revokeInvite(const CallContext &call, const calendar::InviteRequest &request,
                              Reply<calendar::Invite> reply) = 0;
    /// For anybody who has the code.
    virtual void lookAtInvite(const CallContext &call, const calendar::CodeRequest &request,
                              Reply<calendar::InvitePreview> reply) = 0;
    /// Makes the caller a member; one already stays what they are, and it does not count as a use. Gone where
    /// the invite has expired or was revoked, Conflict with reason "invite_used" where others have used it
    /// up.
    virtual void acceptInvite(const CallContext &call, const calendar::CodeRequest &request,
                              Reply<calendar::JoinResponse> reply) = 0;
};

}
