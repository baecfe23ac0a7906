#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/people.pb.h"

namespace hearth::server::calendar {

/// Gives somebody on a calendar's list another name or colour.
class UpdatePerson {
public:
    explicit UpdatePerson(pb::UpdatePersonRequest request);
    shared::Result<pb::Person> operator()(UnitOfWork &unit) const;

private:
    pb::UpdatePersonRequest m_request;
};

}
