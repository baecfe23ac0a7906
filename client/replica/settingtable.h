#pragma once

#include <QString>

namespace hearth::shared {
class Database;
}

namespace hearth::client {

/// Small things that belong to one account on this computer: hidden calendars, who oneself is.
class SettingTable {
public:
    explicit SettingTable(shared::Database &database);

    /// Empty where there is none.
    QString value(const QString &name) const;
    void setValue(const QString &name, const QString &value);

private:
    shared::Database &m_database;
};

}
