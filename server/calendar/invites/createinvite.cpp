#include "server/calendar/invites/createinvite.h"

#include "server/calendar/access.h"
#include "server/calendar/errors.h"
#include "server/calendar/invites/inviteanswers.h"
#include "server/proto/convert.h"
#include "shared/domain/zonedtime.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::Result;
using shared::Role;

namespace {
constexpr int kMaxOpen = 100; // of one calendar
constexpr int kKeptEnded = 200; // of one calendar
constexpr int kMaxUses = 1000;
constexpr qint64 kMinuteMs = 60LL * 1000;
constexpr qint64 kDayMs = 24 * 60 * kMinuteMs;
}

CreateInvite::CreateInvite(pb::CreateInviteRequest request, shared::InviteId id, InviteCode code)
    : m_request(std::move(request))
    , m_id(id)
    , m_code(std::move(code))
{
}

Result<pb::CreatedInvite> CreateInvite::operator()(UnitOfWork &unit) const
{
    const auto calendar = requireAccess(unit.db(), unit.caller(), m_request.calendar(), Right::Manage);
    if (!calendar)
        return calendar.error();
    if (m_request.role() < static_cast<int>(Role::Owner) || m_request.role() > static_cast<int>(Role::Busy))
        return invalidArgument(u"A role is owner, editor, viewer or busy."_s);
    if (m_request.role() < static_cast<int>(calendar->role))
        return notAllowed(u"Nobody can give a role above their own."_s);
    if (m_request.uses() < 0 || m_request.uses() > kMaxUses)
        return invalidArgument(u"An invitation can be used 1 to 1000 times."_s);
    const auto expires = expiry(*calendar, unit.nowMs());
    if (!expires)
        return expires.error();
    InviteTable invites(unit.db());
    if (invites.countOpen(calendar->id, unit.nowMs()) >= kMaxOpen)
        return conflict(u"The calendar has too many open invitations; take some back first."_s,
                        u"too_many_invites"_s);
    const int uses = std::max(1, m_request.uses());
    const Invite invite{m_id,
                        calendar->id,
                        static_cast<Role>(m_request.role()),
                        uses,
                        uses,
                        *expires,
                        unit.caller().user,
                        unit.caller().username,
                        unit.nowMs(),
                        false,
                        {}};
    invites.removeEnded(calendar->id, unit.nowMs(), kKeptEnded);
    invites.insert(invite, m_code.hash());
    unit.commit();
    pb::CreatedInvite answer;
    *answer.mutable_invite() = toProto(invite, unit.nowMs());
    answer.set_code(utf8(m_code.text()));
    return answer;
}

Result<qint64> CreateInvite::expiry(const Calendar &calendar, qint64 nowMs) const
{
    qint64 expires = nowMs + 7 * kDayMs;
    if (m_request.expires_in_ms() != 0) {
        if (m_request.expires_in_ms() < 0 || m_request.expires_in_ms() > 366 * kDayMs)
            return invalidArgument(u"An invitation lasts a minute to a year."_s);
        expires = nowMs + m_request.expires_in_ms();
    } else if (!m_request.expires_at().empty()) {
        const auto time = shared::parseTime(fromUtf8(m_request.expires_at()),
                                            QTimeZone(calendar.timeZone.toUtf8()), u"'expires_at'"_s);
        if (!time)
            return time.error();
        expires = time->utcMs;
    }
    if (expires < nowMs + kMinuteMs || expires > nowMs + 366 * kDayMs)
        return invalidArgument(u"An invitation lasts a minute to a year."_s);
    return expires;
}

}
