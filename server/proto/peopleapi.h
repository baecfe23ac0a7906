#pragma once

#include "server/proto/call.h"
#include "server/proto/people.pb.h"

namespace hearth::server {

/// People of a calendar who have no account (a child, a pet) and can be chosen as participants by their
/// names. Thread-safe, never blocks.
class PeopleApi {
public:
    virtual ~PeopleApi() = default;

    virtual void people(const CallContext &call, const calendar::CalendarRequest &request,
                        Reply<calendar::PeopleResponse> reply) = 0;
    /// Conflict with reason "name_taken" where the calendar has one of that name.
    virtual void addPerson(const CallContext &call, const calendar::AddPersonRequest &request,
                           Reply<calendar::Person> reply) = 0;
    virtual void updatePerson(const CallContext &call, const calendar::UpdatePersonRequest &request,
                              Reply<calendar::Person> reply) = 0;
    virtual void removePerson(const CallContext &call, const calendar::PersonRequest &request,
                              Reply<calendar::Empty> reply) = 0;
};

}
