#pragma once

#include "server/calendar/conversation/messagetable.h"
#include "server/calendar/messages.h"
#include "server/proto/messages.pb.h"
#include "shared/base/result.h"
#include "shared/domain/event.h"

namespace hearth::server::calendar {

shared::Error noSuchMessage();
pb::Message toProto(const Message &message);

/// The event that a message is about. NotFound where there is none; Forbidden for a private one of others.
shared::Outcome checkEvent(shared::Database &database, const Message &message, const shared::UserId &user);
/// What the change log keeps of a message: about a private event also whom it is for.
QJsonObject messageData(shared::Database &database, const Message &message);
/// The same of a comment on an event that is at hand.
QJsonObject messageData(const Message &comment, const shared::Event &event);

}
