#include "server/calendar/people/removeperson.h"

#include "server/calendar/errors.h"
#include "server/calendar/people/peoplechange.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;

RemovePerson::RemovePerson(pb::PersonRequest request)
    : m_request(std::move(request))
{
}

Result<pb::Empty> RemovePerson::operator()(UnitOfWork &unit) const
{
    const auto locked = lockCalendar(unit, m_request.calendar(), Right::WriteEvents);
    if (!locked)
        return locked.error();
    if (unit.alreadyDone())
        return pb::Empty{};
    PersonTable people(unit.db(), locked->calendar.id);
    const auto person = people.find(idFromBytes<shared::PersonId>(m_request.person_id()));
    if (!person)
        return PeopleChange::noSuchPerson();
    if (m_request.if_version() != 0 && m_request.if_version() != person->version)
        return preconditionFailed(u"The person has been changed meanwhile."_s, u"version"_s, {});
    people.remove(person->id);
    PeopleChange(unit, *locked).log();
    unit.commit();
    return pb::Empty{};
}

}
