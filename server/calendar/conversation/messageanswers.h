#pragma once

#include "server/calendar/conversation/messagetable.h"
#include "server/calendar/messages.h"
#include "server/proto/messages.pb.h"
#include "shared/base/error.h"

namespace hearth::server::calendar {

shared::Error noSuchMessage();
pb::Message toProto(const Message &message);

}
