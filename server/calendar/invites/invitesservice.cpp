#include "server/calendar/invites/invitesservice.h"

#include "server/calendar/access.h"
#include "server/calendar/calendarkey.h"
#include "server/calendar/invites/acceptinvite.h"
#include "server/calendar/invites/createinvite.h"
#include "server/calendar/invites/inviteanswers.h"
#include "server/calendar/invites/revokeinvite.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using shared::Database;
using shared::Result;

namespace {
constexpr int kMaxListed = 300;
}

InvitesService::InvitesService(Writer &writer, const CalendarOptions &options)
    : m_writer(writer)
    , m_options(options)
{
}

void InvitesService::createInvite(const CallContext &call, const pb::CreateInviteRequest &request,
                                  Reply<pb::CreatedInvite> reply)
{
    const auto id = shared::newId<shared::InviteId>(m_writer.clock());
    m_writer.run(call, keyOf(request.calendar()), CreateInvite(request, id, InviteCode::random()),
                 std::move(reply));
}

void InvitesService::invites(const CallContext &call, const pb::CalendarRequest &request,
                             Reply<pb::InvitesResponse> reply)
{
    const auto question =
        [call, request, now = m_writer.clock().nowMs()](Database &database) -> Result<pb::InvitesResponse> {
        const auto calendar = requireAccess(database, call, request.calendar(), Right::Manage);
        if (!calendar)
            return calendar.error();
        pb::InvitesResponse response;
        const auto invites = InviteTable(database).ofCalendar(calendar->id, kMaxListed);
        for (const Invite &invite : invites)
            *response.add_invites() = toProto(invite, now);
        return response;
    };
    m_writer.read(call, question, std::move(reply));
}

void InvitesService::revokeInvite(const CallContext &call, const pb::InviteRequest &request,
                                  Reply<pb::Invite> reply)
{
    m_writer.run(call, keyOf(request.calendar()), RevokeInvite(request), std::move(reply));
}

void InvitesService::lookAtInvite(const CallContext &call, const pb::CodeRequest &request,
                                  Reply<pb::InvitePreview> reply)
{
    const auto code = InviteCode::parse(request.code());
    if (!code)
        return reply(noSuchInvite());
    const auto question = [hash = code->hash(),
                           now = m_writer.clock().nowMs()](Database &database) -> Result<pb::InvitePreview> {
        const auto invite = InviteTable(database).findByCode(hash);
        if (!invite)
            return noSuchInvite();
        pb::InvitePreview preview;
        preview.set_calendar_name(utf8(invite->calendarName));
        preview.set_invited_by(utf8(invite->createdByName));
        preview.set_role(static_cast<int>(invite->role));
        preview.set_expires_ms(invite->expiresMs);
        preview.set_time_zone(utf8(invite->calendarTimeZone));
        preview.set_state(static_cast<int>(invite->state(now)));
        return preview;
    };
    m_writer.read(call, question, std::move(reply));
}

void InvitesService::acceptInvite(const CallContext &call, const pb::CodeRequest &request,
                                  Reply<pb::JoinResponse> reply)
{
    const auto code = InviteCode::parse(request.code());
    if (!code)
        return reply(noSuchInvite());
    m_writer.run(call, QUuid::createUuidV5(QUuid(), code->hash()), AcceptInvite(*code, m_options),
                 std::move(reply));
}

}
