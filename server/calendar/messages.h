#pragma once

#include "server/proto/calendar.pb.h"

// The generated code's namespace has this one's last name: within hearth::server, `calendar::Event` must go
// on to mean the message, wherever this namespace is known.
namespace hearth::server::calendar {
using namespace ::hearth::calendar;
namespace pb = ::hearth::calendar;
}
