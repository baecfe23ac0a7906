#pragma once

#include "server/calendar/messages.h"
#include "server/calendar/writer.h"
#include "server/proto/peopleapi.h"

namespace hearth::server::calendar {

class PeopleService final : public PeopleApi {
public:
    explicit PeopleService(Writer &writer);

    void people(const CallContext &call, const pb::CalendarRequest &request,
                Reply<pb::PeopleResponse> reply) override;
    void addPerson(const CallContext &call, const pb::AddPersonRequest &request,
                   Reply<pb::Person> reply) override;
    void updatePerson(const CallContext &call, const pb::UpdatePersonRequest &request,
                      Reply<pb::Person> reply) override;
    void removePerson(const CallContext &call, const pb::PersonRequest &request,
                      Reply<pb::Empty> reply) override;

private:
    Writer &m_writer;
};

}
