#include "server/calendar/people/peoplechange.h"

#include "server/calendar/changes/changedata.h"
#include "server/calendar/commands/requestjson.h"
#include "server/calendar/errors.h"
#include "server/proto/convert.h"
#include "shared/base/text.h"

#include <QJsonArray>

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

namespace {
constexpr int kMaxPersonName = 100; // as of a participant
}

PeopleChange::PeopleChange(UnitOfWork &unit, const LockedCalendar &locked)
    : m_unit(unit)
    , m_locked(locked)
    , m_people(unit.db(), locked.calendar.id)
{
}

shared::Result<Person> PeopleChange::checked(Person person)
{
    const auto name = shared::parseName(person.name, kMaxPersonName, u"The name"_s);
    if (!name)
        return name.error();
    person.name = *name;
    if (const auto colour = checkColour(person.colour); !colour)
        return colour.error();
    if (m_people.hasName(person.name, person.id))
        return conflict(u"The calendar has somebody of this name already."_s, u"name_taken"_s);
    person.version = m_locked.nextSeq;
    return person;
}

void PeopleChange::log()
{
    shared::Calendar calendar = m_locked.calendar;
    calendar.seq = m_locked.nextSeq;
    QJsonArray people;
    const auto all = m_people.all();
    for (const Person &person : all)
        people.append(QJsonObject{{u"id"_s, person.id.toString()},
                                  {u"name"_s, person.name},
                                  {u"colour"_s, person.colour},
                                  {u"version"_s, person.version}});
    QJsonObject data = calendarData(calendar);
    data.insert(u"changed"_s, QJsonArray{u"people"_s});
    data.insert(u"people"_s, people);
    m_unit.log(calendar.id, m_locked.nextSeq, shared::ChangeKind::CalendarUpdated, calendar.id.value, data);
}

pb::Person toProto(const Person &person, const shared::CalendarId &calendar)
{
    pb::Person message;
    message.set_id(idBytes(person.id));
    message.set_calendar_id(idBytes(calendar));
    message.set_name(utf8(person.name));
    message.set_colour(utf8(person.colour));
    message.set_version(person.version);
    return message;
}

shared::Error PeopleChange::noSuchPerson()
{
    return {shared::ErrorCode::NotFound, u"There is no such person."_s, u"no_such_person"_s};
}

}
