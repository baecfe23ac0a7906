#include "server/calendar/people/persontable.h"

#include "shared/base/text.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;
using shared::PersonId;
using shared::Query;

namespace {
Person readPerson(const Query &row)
{
    return {row.id<PersonId>(0), row.text(1), row.text(2), row.integer(3)};
}
}

PersonTable::PersonTable(shared::Database &database, shared::CalendarId calendar)
    : m_db(database)
    , m_calendar(calendar)
{
}

QList<Person> PersonTable::all()
{
    auto query = m_db.query(u"SELECT id, name, colour, version FROM people WHERE calendar_id = :calendar "
                            "ORDER BY name_key"_s);
    query.bind(u":calendar"_s, m_calendar).run();
    QList<Person> people;
    while (query.next())
        people.append(readPerson(query));
    return people;
}

std::optional<Person> PersonTable::find(const PersonId &id)
{
    auto query = m_db.query(u"SELECT id, name, colour, version FROM people "
                            "WHERE calendar_id = :calendar AND id = :id"_s);
    if (!query.bind(u":calendar"_s, m_calendar).bind(u":id"_s, id).run().next())
        return std::nullopt;
    return readPerson(query);
}

bool PersonTable::hasName(const QString &name, const PersonId &id)
{
    auto query = m_db.query(u"SELECT 1 FROM people "
                            "WHERE calendar_id = :calendar AND name_key = :key AND id <> :id"_s);
    return query.bind(u":calendar"_s, m_calendar)
        .bind(u":key"_s, shared::foldedKey(name))
        .bind(u":id"_s, id)
        .run()
        .next();
}

qint64 PersonTable::count()
{
    auto query = m_db.query(u"SELECT COUNT(*) FROM people WHERE calendar_id = :calendar"_s);
    query.bind(u":calendar"_s, m_calendar).run().next();
    return query.integer(0);
}

void PersonTable::insert(const Person &person)
{
    m_db.query(u"INSERT INTO people (id, calendar_id, name, name_key, colour, version) "
               "VALUES (:id, :calendar, :name, :key, :colour, :version)"_s)
        .bind(u":id"_s, person.id)
        .bind(u":calendar"_s, m_calendar)
        .bind(u":name"_s, person.name)
        .bind(u":key"_s, shared::foldedKey(person.name))
        .bind(u":colour"_s, person.colour)
        .bind(u":version"_s, person.version)
        .run();
}

void PersonTable::update(const Person &person)
{
    m_db.query(u"UPDATE people SET name = :name, name_key = :key, colour = :colour, version = :version "
               "WHERE id = :id AND calendar_id = :calendar"_s)
        .bind(u":name"_s, person.name)
        .bind(u":key"_s, shared::foldedKey(person.name))
        .bind(u":colour"_s, person.colour)
        .bind(u":version"_s, person.version)
        .bind(u":id"_s, person.id)
        .bind(u":calendar"_s, m_calendar)
        .run();
}

void PersonTable::remove(const PersonId &id)
{
    m_db.query(u"DELETE FROM people WHERE id = :id AND calendar_id = :calendar"_s)
        .bind(u":id"_s, id)
        .bind(u":calendar"_s, m_calendar)
        .run();
}

}
