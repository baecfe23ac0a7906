#include "server/calendar/reminders/claimreminder.h"

#include "server/calendar/changes/busymask.h"
#include "server/calendar/errors.h"
#include "server/calendar/reminders/reminderanswers.h"
#include "server/calendar/reminders/remindermoments.h"
#include "server/calendar/store/eventtable.h"
#include "server/proto/convert.h"
#include "shared/protocol/eventjson.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Done;
using shared::Error;
using shared::ErrorCode;
using shared::EventId;
using shared::Outcome;
using shared::Result;

namespace {
constexpr qint64 kMaxClaims = 2000; // of one member in one calendar

Error noOccurrence()
{
    return {ErrorCode::NotFound, u"The event has no occurrence at that time."_s, u"no_such_occurrence"_s};
}

QJsonObject claimedBy(const Claim &claim) { return {{u"claimed_by"_s, claimantJson(claim)}}; }
}

Result<ChoreTarget> ChoreTarget::lock(UnitOfWork &unit, const pb::ClaimRequest &request)
{
    const auto locked = lockCalendar(unit, request.calendar(), Right::Read);
    if (!locked)
        return locked.error();
    const auto event = visibleEvent(unit.db(), locked->calendar.id, idFromBytes<EventId>(request.event_id()),
                                    unit.caller().user);
    if (!event)
        return event.error();
    ChoreTarget target{*locked, *event, {event->id, {}}, event->end.utcMs};
    if (!event->series.isNull())
        target.chore = {event->series, event->originalStart.wall};
    else if (const auto found = target.findOccurrence(unit, fromUtf8(request.occurrence())); !found)
        return found.error();
    return target;
}

Outcome ChoreTarget::findOccurrence(UnitOfWork &unit, const QString &occurrence)
{
    if (event.recurrence.isEmpty())
        return occurrence.isEmpty() || occurrence == event.start.wall ? Outcome(Done{})
                                                                      : Outcome(noOccurrence());
    if (occurrence.isEmpty())
        return invalidArgument(u"'occurrence' is missing: which one of the series is meant?"_s,
                               u"occurrence_missing"_s);
    const QTimeZone zone(locked.calendar.timeZone.toUtf8());
    const auto end = ReminderMoments(event, zone).endOf(occurrence);
    if (!end)
        return noOccurrence();
    chore.occurrence = occurrence;
    untilMs = *end;
    EventTable events(unit.db());
    const auto changed = events.findInstance(event.id, occurrence);
    const auto own = changed ? events.find(locked.calendar.id, *changed) : std::nullopt;
    if (!own || own->state != EventState::Active)
        return Done{};
    if (isHidden(own->event, unit.caller().user))
        return hiddenEvent();
    event = own->event;
    untilMs = event.end.utcMs;
    return Done{};
}

void ChoreTarget::log(UnitOfWork &unit, const Claim *claim) const
{
    QJsonObject data{{u"id"_s, chore.event.toString()},
                     {u"event_id"_s, chore.event.toString()},
                     {u"calendar_id"_s, locked.calendar.id.toString()},
                     {u"claimed_by"_s, claim ? QJsonValue(claimantJson(*claim)) : QJsonValue()}};
    if (!chore.occurrence.isEmpty())
        data.insert(u"occurrence"_s, chore.occurrence);
    if (event.visibility != shared::Visibility::Public) { // who may know of it
        const QJsonObject all = shared::toJson(event);
        for (const QString &member : {u"visibility"_s, u"created_by_id"_s, u"participants"_s})
            data.insert(member, all.value(member));
    }
    unit.log(locked.calendar.id, locked.nextSeq, shared::ChangeKind::ClaimUpdated, chore.event.value, data);
}

ClaimReminder::ClaimReminder(pb::ClaimRequest request)
    : m_request(std::move(request))
{
}

Result<pb::ReminderClaim> ClaimReminder::operator()(UnitOfWork &unit) const
{
    const auto target = ChoreTarget::lock(unit, m_request);
    if (!target)
        return target.error();
    ClaimTable claims(unit.db(), target->locked.calendar.id);
    if (const auto known = claims.find(target->chore)) {
        if (known->user == unit.caller().user)
            return toProto(*known);
        return conflict(u"%1 has got it already."_s.arg(known->username), u"claimed"_s, claimedBy(*known));
    }
    if (claims.count(unit.caller().user) >= kMaxClaims)
        return conflict(u"You have claimed as much as you can."_s, u"too_many_claims"_s);
    const Claim claim{target->chore, unit.caller().user, unit.caller().username, unit.nowMs(),
                      target->untilMs};
    if (!claims.insert(claim))
        return conflict(u"Somebody has got it already."_s, u"claimed"_s);
    target->log(unit, &claim);
    unit.commit();
    return toProto(claim);
}

ReleaseReminder::ReleaseReminder(pb::ClaimRequest request)
    : m_request(std::move(request))
{
}

Result<pb::Empty> ReleaseReminder::operator()(UnitOfWork &unit) const
{
    const auto target = ChoreTarget::lock(unit, m_request);
    if (!target)
        return target.error();
    if (unit.alreadyDone())
        return pb::Empty{};
    ClaimTable claims(unit.db(), target->locked.calendar.id);
    const auto known = claims.find(target->chore);
    if (!known)
        return Error{ErrorCode::NotFound, u"Nobody has claimed it."_s, u"not_claimed"_s};
    if (known->user != unit.caller().user)
        return Error{ErrorCode::Forbidden,
                     u"%1 has got it: only they can give it back."_s.arg(known->username), u"claimed"_s, 0,
                     conflict({}, {}, claimedBy(*known)).details};
    if (!claims.remove(*known))
        return Error{ErrorCode::NotFound, u"Nobody has claimed it."_s, u"not_claimed"_s};
    target->log(unit, nullptr);
    unit.commit();
    return pb::Empty{};
}

}
