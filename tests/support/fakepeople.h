#pragma once

#include "server/proto/peopleapi.h"
#include "tests/support/scriptedpart.h"

namespace hearth::tests {

/// Records every call and answers as it is told to.
class FakePeople final : public server::PeopleApi, public ScriptedPart {
public:
    void people(const server::CallContext &call, const calendar::CalendarRequest &request,
                server::Reply<calendar::PeopleResponse> reply) override
    {
        answer("people", call, request.SerializeAsString(), reply);
    }
    void addPerson(const server::CallContext &call, const calendar::AddPersonRequest &request,
                   server::Reply<calendar::Person> reply) override
    {
        answer("addPerson", call, request.SerializeAsString(), reply);
    }
    void updatePerson(const server::CallContext &call, const calendar::UpdatePersonRequest &request,
                      server::Reply<calendar::Person> reply) override
    {
        answer("updatePerson", call, request.SerializeAsString(), reply);
    }
    void removePerson(const server::CallContext &call, const calendar::PersonRequest &request,
                      server::Reply<calendar::Empty> reply) override
    {
        answer("removePerson", call, request.SerializeAsString(), reply);
    }
};

}
