#pragma once

#include "server/proto/auth.pb.h"

// The generated code's namespace has this one's last name: within hearth::server, `auth::User` must go on to
// mean the message, wherever this namespace is known.
namespace hearth::server::auth {
using namespace ::hearth::auth;
}
