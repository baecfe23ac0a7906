#pragma once

#include "shared/domain/change.h"
#include "shared/sql/database.h"

#include <optional>

namespace hearth::server::calendar {

/// A message that a room keeps.
struct Message {
    shared::MessageId id;
    shared::CalendarId calendar;
    qint64 seq = 0;
    shared::UserId user;
    QString username;
    QString text;
    qint64 atMs = 0;
};

/// The table `messages`.
class MessageTable {
public:
    explicit MessageTable(shared::Database &database);

    void insert(const Message &message);
    /// The change that announced it.
    std::optional<shared::Change> changeOf(const shared::MessageId &id);

private:
    shared::Database &m_db;
};

}
