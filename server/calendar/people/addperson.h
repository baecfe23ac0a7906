#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/unitofwork.h"
#include "server/proto/people.pb.h"

namespace hearth::server::calendar {

/// Puts somebody without an account on a calendar's list.
class AddPerson {
public:
    AddPerson(pb::AddPersonRequest request, shared::PersonId id);
    shared::Result<pb::Person> operator()(UnitOfWork &unit) const;

private:
    pb::AddPersonRequest m_request;
    shared::PersonId m_id;
};

}
