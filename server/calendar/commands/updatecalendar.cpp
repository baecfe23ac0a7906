#include "server/calendar/commands/updatecalendar.h"

#include "server/calendar/access.h"
#include "server/calendar/changes/changedata.h"
#include "server/calendar/commands/requestjson.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/calendartable.h"
#include "server/proto/convert.h"
#include "shared/base/text.h"
#include "shared/domain/zonedtime.h"
#include "shared/protocol/calendarjson.h"

#include <QJsonArray>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::Result;

namespace {
QStringList changedSettings(const Calendar &before, const Calendar &after, bool password)
{
    QStringList changed;
    if (before.name != after.name)
        changed << u"name"_s;
    if (before.colour != after.colour)
        changed << u"colour"_s;
    if (before.timeZone != after.timeZone)
        changed << u"time_zone"_s;
    if (password)
        changed << u"password"_s;
    return changed;
}
}

UpdateCalendar::UpdateCalendar(pb::UpdateCalendarRequest request, QString passwordHash)
    : m_request(std::move(request))
    , m_passwordHash(std::move(passwordHash))
{
}

Result<pb::Calendar> UpdateCalendar::operator()(UnitOfWork &unit) const
{
    const auto locked = lockCalendar(unit, m_request.calendar(), Right::Manage);
    if (!locked)
        return locked.error();
    const Calendar &before = locked->calendar;
    if (unit.alreadyDone())
        return toProto(before);
    if (m_request.if_version() != 0 && m_request.if_version() != before.version)
        return preconditionFailed(u"The calendar has been changed meanwhile."_s, u"version"_s,
                                  {{u"calendar"_s, shared::toJson(before)}});
    auto after = changed(before);
    if (!after)
        return after.error();
    // To take away a password that is not there is no change; to set one always is.
    const bool password = m_request.has_password() && (!m_passwordHash.isEmpty() || before.hasPassword);
    const QStringList fields = changedSettings(before, *after, password);
    if (fields.isEmpty())
        return toProto(before);
    after->seq = locked->nextSeq;
    after->version = locked->nextSeq;
    after->hasPassword = password ? !m_passwordHash.isEmpty() : before.hasPassword;
    CalendarTable calendars(unit.db());
    if (!calendars.update(*after))
        return conflict(u"A calendar of this name exists already."_s, u"name_taken"_s);
    if (password)
        calendars.setPassword(after->id, m_passwordHash);
    QJsonObject data = calendarData(*after);
    data.insert(u"changed"_s, QJsonArray::fromStringList(fields));
    unit.log(after->id, after->seq, shared::ChangeKind::CalendarUpdated, after->id.value, data);
    unit.commit();
    return toProto(*after);
}

Result<Calendar> UpdateCalendar::changed(const Calendar &before) const
{
    Calendar after = before;
    if (m_request.has_name()) {
        const auto name =
            shared::parseName(fromUtf8(m_request.name()), shared::kMaxCalendarName, u"The calendar name"_s);
        if (!name)
            return name.error();
        after.name = *name;
    }
    if (m_request.has_colour() && !m_request.colour().empty()) {
        after.colour = fromUtf8(m_request.colour());
        if (const auto checked = checkColour(after.colour); !checked)
            return checked.error();
    }
    if (m_request.has_time_zone()) {
        after.timeZone = fromUtf8(m_request.time_zone());
        if (const auto zone = shared::parseZone(after.timeZone); !zone)
            return zone.error();
    }
    return after;
}

}
