#pragma once

#include "server/calendar/calendaroptions.h"
#include "server/calendar/messages.h"
#include "server/calendar/writer.h"
#include "server/proto/invitesapi.h"

namespace hearth::server::calendar {

class InvitesService final : public InvitesApi {
public:
    InvitesService(Writer &writer, const CalendarOptions &options);

    void createInvite(const CallContext &call, const pb::CreateInviteRequest &request,
                      Reply<pb::CreatedInvite> reply) override;
    void invites(const CallContext &call, const pb::CalendarRequest &request,
                 Reply<pb::InvitesResponse> reply) override;
    void revokeInvite(const CallContext &call, const pb::InviteRequest &request,
                      Reply<pb::Invite> reply) override;
    void lookAtInvite(const CallContext &call, const pb::CodeRequest &request,
                      Reply<pb::InvitePreview> reply) override;
    void acceptInvite(const CallContext &call, const pb::CodeRequest &request,
                      Reply<pb::JoinResponse> reply) override;

private:
    Writer &m_writer;
    const CalendarOptions &m_options;
};

}
