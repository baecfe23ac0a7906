#include "server/calendar/polls/updatepoll.h"

#include "server/calendar/access.h"
#include "server/calendar/commands/requestjson.h"
#include "server/calendar/errors.h"
#include "server/calendar/polls/pollanswers.h"
#include "server/calendar/polls/polldraft.h"
#include "server/calendar/polls/polltable.h"
#include "server/proto/convert.h"

#include <QJsonArray>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
QStringList changedFields(const Poll &before, const Poll &after)
{
    QStringList changed;
    if (before.title != after.title)
        changed << u"title"_s;
    if (before.location != after.location)
        changed << u"location"_s;
    if (before.description != after.description)
        changed << u"description"_s;
    if (optionsToJson(before.options) != optionsToJson(after.options))
        changed << u"options"_s;
    if (before.state != after.state)
        changed << u"state"_s;
    return changed;
}
}

UpdatePoll::UpdatePoll(pb::UpdatePollRequest request, const shared::Clock &clock)
    : m_request(std::move(request))
    , m_clock(clock)
{
}

Result<pb::Poll> UpdatePoll::operator()(UnitOfWork &unit) const
{
    const auto locked = lockCalendar(unit, m_request.calendar(), Right::WriteEvents);
    if (!locked)
        return locked.error();
    const shared::Calendar &calendar = locked->calendar;
    PollTable polls(unit.db());
    const auto before = polls.find(calendar.id, idFromBytes<shared::PollId>(m_request.poll_id()));
    if (!before)
        return noSuchPoll();
    if (const auto allowed = mayDecide(*before, calendar, unit.caller()); !allowed)
        return allowed.error();
    if (unit.alreadyDone())
        return toProto(*before);
    if (m_request.if_version() != 0 && m_request.if_version() != before->version)
        return preconditionFailed(u"The poll has been changed meanwhile."_s, u"version"_s,
                                  {{u"poll"_s, toJson(*before)}});
    const auto patch = parseRequestJson(m_request.patch_json());
    if (!patch)
        return patch.error();
    auto after = PollDraft(QTimeZone(calendar.timeZone.toUtf8()), m_clock).apply(*patch, *before);
    if (!after)
        return after.error();
    const QStringList changed = changedFields(*before, *after);
    if (changed.isEmpty())
        return toProto(*before);
    if (before->state == PollState::Closed && after->state == PollState::Closed)
        return pollClosed();
    after->version = locked->nextSeq;
    if (before->state == PollState::Picking || !polls.update(*after, before->version))
        return pollBeingPicked();
    unit.log(calendar.id, locked->nextSeq, shared::ChangeKind::PollUpdated, after->id.value,
             updatedPollData(*after, changed));
    unit.commit();
    return toProto(*after);
}

}
