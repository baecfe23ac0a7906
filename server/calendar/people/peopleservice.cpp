#include "server/calendar/people/peopleservice.h"

#include "server/calendar/access.h"
#include "server/calendar/calendarkey.h"
#include "server/calendar/people/addperson.h"
#include "server/calendar/people/peoplechange.h"
#include "server/calendar/people/removeperson.h"
#include "server/calendar/people/updateperson.h"

namespace hearth::server::calendar {

using shared::Database;
using shared::Result;

PeopleService::PeopleService(Writer &writer)
    : m_writer(writer)
{
}

void PeopleService::people(const CallContext &call, const pb::CalendarRequest &request,
                           Reply<pb::PeopleResponse> reply)
{
    const auto question = [call, request](Database &database) -> Result<pb::PeopleResponse> {
        const auto calendar = requireAccess(database, call, request.calendar(), Right::Read);
        if (!calendar)
            return calendar.error();
        pb::PeopleResponse response;
        const auto people = PersonTable(database, calendar->id).all();
        for (const Person &person : people)
            *response.add_people() = toProto(person, calendar->id);
        return response;
    };
    m_writer.read(call, question, std::move(reply));
}

void PeopleService::addPerson(const CallContext &call, const pb::AddPersonRequest &request,
                              Reply<pb::Person> reply)
{
    const auto id = shared::newId<shared::PersonId>(m_writer.clock());
    m_writer.run(call, keyOf(request.calendar()), AddPerson(request, id), std::move(reply));
}

void PeopleService::updatePerson(const CallContext &call, const pb::UpdatePersonRequest &request,
                                 Reply<pb::Person> reply)
{
    m_writer.run(call, keyOf(request.calendar()), UpdatePerson(request), std::move(reply));
}

void PeopleService::removePerson(const CallContext &call, const pb::PersonRequest &request,
                                 Reply<pb::Empty> reply)
{
    m_writer.run(call, keyOf(request.calendar()), RemovePerson(request), std::move(reply));
}

}
