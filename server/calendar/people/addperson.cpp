#include "server/calendar/people/addperson.h"

#include "server/calendar/errors.h"
#include "server/calendar/people/peoplechange.h"
#include "server/proto/convert.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
constexpr int kMaxPeople = 100; // of one calendar
}

AddPerson::AddPerson(pb::AddPersonRequest request, shared::PersonId id)
    : m_request(std::move(request))
    , m_id(id)
{
}

Result<pb::Person> AddPerson::operator()(UnitOfWork &unit) const
{
    const auto locked = lockCalendar(unit, m_request.calendar(), Right::WriteEvents);
    if (!locked)
        return locked.error();
    PersonTable people(unit.db(), locked->calendar.id);
    PeopleChange change(unit, *locked);
    if (const auto known = people.find(m_id))
        return toProto(*known, locked->calendar.id);
    if (people.count() >= kMaxPeople)
        return conflict(u"The calendar's list has as many people as it can."_s, u"too_many_people"_s);
    const auto person = change.checked({m_id, fromUtf8(m_request.name()), fromUtf8(m_request.colour()), 0});
    if (!person)
        return person.error();
    people.insert(*person);
    change.log();
    unit.commit();
    return toProto(*person, locked->calendar.id);
}

}
