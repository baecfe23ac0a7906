#include "server/calendar/freebusy/busyreader.h"

#include "server/calendar/access.h"
#include "server/calendar/errors.h"
#include "server/calendar/store/calendartable.h"
#include "server/calendar/store/membertable.h"
#include "server/calendar/store/timebound.h"
#include "server/proto/convert.h"
#include "shared/sql/transaction.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Calendar;
using shared::Event;
using shared::Result;
using shared::Transaction;
using shared::UserId;

namespace {
constexpr qint64 kMaxWindowMs = 366LL * 86'400'000;
constexpr int kMaxCalendars = 100; // named in one question
constexpr qsizetype kMaxMembers = 500;

Result<ObjectTable::Range> window(const std::string &from, const std::string &to, const QTimeZone &zone)
{
    if (from.empty() || to.empty())
        return invalidArgument(u"'from' and 'to' are needed."_s);
    const auto fromMs = timeBound(from, zone, 0, u"'from'"_s);
    if (!fromMs)
        return fromMs.error();
    const auto toMs = timeBound(to, zone, 0, u"'to'"_s);
    if (!toMs)
        return toMs.error();
    if (*toMs <= *fromMs)
        return invalidArgument(u"'to' is not after 'from'."_s, u"empty_range"_s);
    if (*toMs - *fromMs > kMaxWindowMs)
        return invalidArgument(u"Free and busy times are asked for in a window of at most 366 days."_s,
                               u"window_too_long"_s);
    return ObjectTable::Range{*fromMs, *toMs};
}

pb::BusyTimesResponse answerFor(const ObjectTable::Range &range)
{
    pb::BusyTimesResponse response;
    response.set_from_ms(range.fromMs);
    response.set_to_ms(range.toMs);
    return response;
}

/// Who takes part and has not declined; where nobody was named, who made it.
QList<UserId> whoTakesPart(const Event &event)
{
    if (event.participants.isEmpty())
        return {event.createdBy};
    QList<UserId> users;
    for (const shared::Participant &each : event.participants)
        if (!each.user.isNull() && each.answer != shared::Answer::No && !users.contains(each.user))
            users.append(each.user);
    return users;
}

/// All calendars' as if one person had made everything.
QList<UserId> nobodyInParticular(const Event &) { return {UserId()}; }
}

BusyReader::BusyReader(shared::Database &database, const CallContext &caller)
    : m_db(database)
    , m_caller(caller)
{
}

Result<QList<Calendar>> BusyReader::asked(const pb::BusyOfCalendarsRequest &request)
{
    if (request.calendar_ids().empty())
        return CalendarTable(m_db).ofUser(m_caller.user);
    if (request.calendar_ids_size() > kMaxCalendars)
        return invalidArgument(u"At most 100 calendars can be named."_s);
    QList<Calendar> calendars;
    for (const std::string &id : request.calendar_ids()) {
        pb::CalendarRef reference;
        reference.set_id(id);
        const auto calendar = requireAccess(m_db, m_caller, reference, Right::See);
        if (!calendar)
            return calendar.error();
        calendars.append(*calendar);
    }
    return calendars;
}

Result<pb::BusyTimesResponse> BusyReader::ofCalendars(const pb::BusyOfCalendarsRequest &request)
{
    const auto range = window(request.from(), request.to(), QTimeZone::utc());
    if (!range)
        return range.error();
    const Transaction snapshot(m_db, Transaction::Mode::Read);
    const auto calendars = asked(request);
    if (!calendars)
        return calendars.error();
    BusyTimes busy(*range);
    for (const Calendar &calendar : *calendars)
        if (const auto read = busy.read(m_db, calendar, nobodyInParticular); !read)
            return read.error();
    pb::BusyTimesResponse response = answerFor(*range);
    busy.writeTo(UserId(), *response.mutable_periods());
    return response;
}

Result<pb::BusyTimesResponse> BusyReader::ofMembers(const pb::BusyOfMembersRequest &request)
{
    const Transaction snapshot(m_db, Transaction::Mode::Read);
    const auto calendar = requireAccess(m_db, m_caller, request.calendar(), Right::See);
    if (!calendar)
        return calendar.error();
    const auto range = window(request.from(), request.to(), QTimeZone(calendar->timeZone.toUtf8()));
    if (!range)
        return range.error();
    const QList<shared::Member> members = MemberTable(m_db, calendar->id).all();
    if (members.size() > kMaxMembers)
        return invalidArgument(u"The calendar has too many members for this."_s, u"too_many_members"_s);
    BusyTimes busy(*range);
    for (const Calendar &each : CalendarTable(m_db).ofUser(m_caller.user))
        if (const auto read = busy.read(m_db, each, whoTakesPart); !read)
            return read.error();
    pb::BusyTimesResponse response = answerFor(*range);
    for (const shared::Member &member : members) {
        pb::MemberBusy *one = response.add_members();
        one->set_user_id(idBytes(member.user));
        one->set_username(utf8(member.username));
        busy.writeTo(member.user, *one->mutable_periods());
    }
    return response;
}

}
