#pragma once

#include "shared/base/ids.h"

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
    /// In the values of all that is about reminders: an event is known by another id from now on.
    void renameEvent(shared::EventId from, shared::EventId to);

    static const QString kReminders; ///< what the names of settings about reminders begin with

private:
    shared::Database &m_database;
};

}
