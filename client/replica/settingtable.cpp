#include "client/replica/settingtable.h"

#include "shared/sql/database.h"

namespace hearth::client {

using namespace Qt::StringLiterals;

const QString SettingTable::kReminders = u"reminders/"_s;

SettingTable::SettingTable(shared::Database &database)
    : m_database(database)
{
}

QString SettingTable::value(const QString &name) const
{
    auto query = m_database.query(u"SELECT value FROM settings WHERE name = :name"_s);
    query.bind(u":name"_s, name).run();
    return query.next() ? query.text(0) : QString();
}

void SettingTable::setValue(const QString &name, const QString &value)
{
    m_database
        .query(u"INSERT INTO settings (name, value) VALUES (:name, :value) "
               "ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s)
        .bind(u":name"_s, name)
        .bind(u":value"_s, value)
        .run();
}

void SettingTable::renameEvent(shared::EventId from, shared::EventId to)
{
    m_database
        .query(u"UPDATE settings SET value = REPLACE(value, :from, :to) WHERE name LIKE 'reminders/%'"_s)
        .bind(u":from"_s, from.toString())
        .bind(u":to"_s, to.toString())
        .run();
}

}
