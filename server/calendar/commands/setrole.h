#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"

namespace hearth::server::calendar {

/// Gives a member another role.
class SetRole {
public:
    explicit SetRole(pb::SetRoleRequest request);
    shared::Result<pb::Member> operator()(UnitOfWork &unit) const;

private:
    pb::SetRoleRequest m_request;
};

}
