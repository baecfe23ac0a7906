#pragma once

#include "server/calendar/access.h"
#include "server/calendar/polls/poll.h"
#include "server/proto/polls.pb.h"

namespace hearth::server::calendar {

shared::Error noSuchPoll();
shared::Error pollClosed();
/// The poll's event is being made just now.
shared::Error pollBeingPicked();
pb::Poll toProto(const Poll &poll);

/// Forbidden for whoever neither made the poll nor is an owner.
shared::Outcome mayDecide(const Poll &poll, const shared::Calendar &calendar, const CallContext &caller);

/// What the room hears of a change of the poll itself: the poll without its answers, and "changed".
QJsonObject updatedPollData(const Poll &poll, const QStringList &changed);

}
