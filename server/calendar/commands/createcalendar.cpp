#include "server/calendar/commands/createcalendar.h"

#include "server/calendar/changes/changedata.h"
#include "server/calendar/commands/requestjson.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/calendartable.h"
#include "server/calendar/store/idempotencytable.h"
#include "server/calendar/store/membertable.h"
#include "server/proto/convert.h"
#include "shared/base/text.h"
#include "shared/domain/zonedtime.h"

#include <array>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::Member;
using shared::Result;
using shared::Role;

namespace {
// The palette's names, in an order in which neighbours differ.
const std::array kColours{"sky",  "moss", "brick",   "iris", "honey", "lagoon",
                          "rose", "pine", "apricot", "plum", "olive", "stone"};

QString colourFor(const shared::CalendarId &id)
{
    return QString::fromLatin1(kColours.at(qHash(id.value) % kColours.size()));
}
}

CreateCalendar::CreateCalendar(pb::CreateCalendarRequest request, QString passwordHash, shared::CalendarId id,
                               const CalendarOptions &options)
    : m_request(std::move(request))
    , m_passwordHash(std::move(passwordHash))
    , m_id(id)
    , m_options(options)
{
}

Result<pb::Calendar> CreateCalendar::operator()(UnitOfWork &unit) const
{
    const QString keyText = fromUtf8(m_request.idempotency_key());
    if (const auto checked = IdempotencyTable::check(keyText); !checked)
        return checked.error();
    IdempotencyTable key(unit.db(), {unit.caller().user, u"create_calendar"_s, keyText});
    const auto claim = key.claim(m_request.request_hash(), m_id.value, unit.nowMs());
    if (!claim)
        return claim.error();
    pb::Calendar answer;
    if (*claim) {
        answer.ParseFromString(**claim);
        return answer;
    }
    if (unit.alreadyDone()) {
        const auto calendar = calendarFor(unit);
        return calendar ? Result<pb::Calendar>(toProto(*calendar)) : calendar.error();
    }
    const auto made = make(unit);
    if (!made)
        return made.error();
    answer = toProto(*made);
    key.finish(answer.SerializeAsString());
    unit.commit();
    return answer;
}

Result<Calendar> CreateCalendar::make(UnitOfWork &unit) const
{
    auto calendar = calendarFor(unit);
    if (!calendar)
        return calendar.error();
    CalendarTable calendars(unit.db());
    if (calendars.countOfUser(unit.caller().user) >= m_options.maxCalendars)
        return conflict(u"You are in as many calendars as you can."_s, u"too_many_calendars"_s);
    if (!calendars.insert(*calendar, m_passwordHash, unit.caller().user)) {
        if (calendars.isTaken(m_id))
            return conflict(u"A calendar of this id exists already."_s, u"id_taken"_s);
        return conflict(u"A calendar of this name exists already."_s, u"name_taken"_s);
    }
    const Member owner{unit.caller().user, unit.caller().username, Role::Owner, unit.nowMs()};
    MemberTable(unit.db(), m_id).insert(owner);
    const auto next = unit.nextSeq(m_id);
    if (!next)
        return next.error();
    unit.log(m_id, next->seq, shared::ChangeKind::MemberJoined, owner.user.value,
             joinedData(owner, *calendar));
    return *calendar;
}

Result<Calendar> CreateCalendar::calendarFor(const UnitOfWork &unit) const
{
    const auto name =
        shared::parseName(fromUtf8(m_request.name()), shared::kMaxCalendarName, u"The calendar name"_s);
    if (!name)
        return name.error();
    const QString colour = fromUtf8(m_request.colour());
    if (const auto checked = checkColour(colour); !checked)
        return checked.error();
    const QString zone = fromUtf8(m_request.time_zone());
    if (!zone.isEmpty()) {
        if (const auto parsed = shared::parseZone(zone); !parsed)
            return parsed.error();
    }
    return Calendar{m_id,
                    *name,
                    colour.isEmpty() ? colourFor(m_id) : colour,
                    zone.isEmpty() ? u"UTC"_s : zone,
                    Role::Owner,
                    1,
                    1,
                    unit.nowMs(),
                    !m_passwordHash.isEmpty()};
}

}
