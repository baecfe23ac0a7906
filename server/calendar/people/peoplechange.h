#pragma once

#include "server/calendar/access.h"
#include "server/calendar/people/persontable.h"
#include "server/proto/people.pb.h"
#include "shared/base/result.h"

namespace hearth::server::calendar {

pb::Person toProto(const Person &person, const shared::CalendarId &calendar);

/// What the commands on a calendar's people have in common.
class PeopleChange {
public:
    PeopleChange(UnitOfWork &unit, const LockedCalendar &locked);

    /// Name and colour in their right form. InvalidArgument, or Conflict where the name is another's.
    shared::Result<Person> checked(Person person);
    /// The room hears the whole list. Does not commit.
    void log();

    static shared::Error noSuchPerson();

private:
    UnitOfWork &m_unit;
    const LockedCalendar &m_locked;
    PersonTable m_people;
};

}
