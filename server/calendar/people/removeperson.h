#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/people.pb.h"

namespace hearth::server::calendar {

/// Takes somebody off a calendar's list; events keep their names.
class RemovePerson {
public:
    explicit RemovePerson(pb::PersonRequest request);
    shared::Result<pb::Empty> operator()(UnitOfWork &unit) const;

private:
    pb::PersonRequest m_request;
};

}
