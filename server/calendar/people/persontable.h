#pragma once

#include "shared/base/ids.h"
#include "shared/sql/database.h"

#include <QList>

#include <optional>

namespace hearth::server::calendar {

/// Somebody without an account, as a calendar knows them.
struct Person {
    shared::PersonId id;
    QString name;
    QString colour;
    qint64 version = 0; ///< seq of the last change
};

/// The table `people` of one calendar.
class PersonTable {
public:
    PersonTable(shared::Database &database, shared::CalendarId calendar);

    /// By name.
    QList<Person> all();
    std::optional<Person> find(const shared::PersonId &id);
    /// Whether somebody other than `id` has that name.
    bool hasName(const QString &name, const shared::PersonId &id);
    qint64 count();
    void insert(const Person &person);
    void update(const Person &person);
    void remove(const shared::PersonId &id);

private:
    shared::Database &m_db;
    shared::CalendarId m_calendar;
};

}
