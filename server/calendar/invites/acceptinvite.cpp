#include "server/calendar/invites/acceptinvite.h"

#include "server/calendar/commands/admission.h"
#include "server/calendar/errors.h"
#include "server/calendar/invites/inviteanswers.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using shared::Calendar;
using shared::InviteState;
using shared::Result;

namespace {
pb::JoinResponse response(const Calendar &calendar, bool alreadyMember)
{
    pb::JoinResponse answer;
    *answer.mutable_calendar() = server::toProto(calendar);
    answer.set_already_member(alreadyMember);
    return answer;
}
}

AcceptInvite::AcceptInvite(InviteCode code, const CalendarOptions &options)
    : m_code(std::move(code))
    , m_options(options)
{
}

Result<pb::JoinResponse> AcceptInvite::operator()(UnitOfWork &unit) const
{
    const auto invite = InviteTable(unit.db()).findByCode(m_code.hash());
    if (!invite)
        return noSuchInvite();
    pb::CalendarRef reference;
    reference.set_id(idBytes(invite->calendar));
    auto found = CalendarTable(unit.db()).find(reference, unit.caller().user);
    if (!found)
        return noSuchInvite();
    if (found->member)
        return response(found->calendar, !unit.alreadyDone());
    return enter(unit, found->calendar);
}

Result<pb::JoinResponse> AcceptInvite::enter(UnitOfWork &unit, Calendar &calendar) const
{
    Admission admission(unit, m_options);
    if (const auto checked = admission.check(calendar.id); !checked)
        return checked.error();
    const auto next = unit.nextSeq(calendar.id);
    if (!next)
        return next.error();
    // Looked at again now that nobody else can change the calendar's members.
    InviteTable invites(unit.db());
    const auto invite = invites.findByCode(m_code.hash());
    if (!invite)
        return noSuchInvite();
    if (const auto state = invite->state(unit.nowMs()); state != InviteState::Open)
        return inviteEnded(state);
    if (!admission.enter(calendar, invite->role, next->seq))
        return response(calendar, true);
    if (!invites.use(invite->id, unit.nowMs()))
        return inviteEnded(InviteState::Used);
    unit.commit();
    return response(calendar, false);
}

}
