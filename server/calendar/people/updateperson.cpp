#include "server/calendar/people/updateperson.h"

#include "server/calendar/errors.h"
#include "server/calendar/people/peoplechange.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;

UpdatePerson::UpdatePerson(pb::UpdatePersonRequest request)
    : m_request(std::move(request))
{
}

Result<pb::Person> UpdatePerson::operator()(UnitOfWork &unit) const
{
    const auto locked = lockCalendar(unit, m_request.calendar(), Right::WriteEvents);
    if (!locked)
        return locked.error();
    PersonTable people(unit.db(), locked->calendar.id);
    PeopleChange change(unit, *locked);
    const auto before = people.find(idFromBytes<shared::PersonId>(m_request.person_id()));
    if (!before)
        return PeopleChange::noSuchPerson();
    if (unit.alreadyDone())
        return toProto(*before, locked->calendar.id);
    if (m_request.if_version() != 0 && m_request.if_version() != before->version)
        return preconditionFailed(u"The person has been changed meanwhile."_s, u"version"_s, {});
    Person wanted = *before;
    if (m_request.has_name())
        wanted.name = fromUtf8(m_request.name());
    if (m_request.has_colour())
        wanted.colour = fromUtf8(m_request.colour());
    const auto after = change.checked(wanted);
    if (!after)
        return after.error();
    if (after->name == before->name && after->colour == before->colour)
        return toProto(*before, locked->calendar.id);
    people.update(*after);
    change.log();
    unit.commit();
    return toProto(*after, locked->calendar.id);
}

}
