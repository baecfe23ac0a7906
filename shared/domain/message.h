#pragma once

#include "shared/base/ids.h"

#include <QList>
#include <QString>

namespace hearth::shared {

/// Somebody whom a message names with "@".
struct Mention {
    UserId user;
    QString username;

    friend bool operator==(const Mention &, const Mention &) = default;
};

/// What somebody said in a calendar, or about one of its events.
struct Message {
    MessageId id;
    CalendarId calendar;
    EventId event; ///< null where it is about no event
    qint64 seq = 0; ///< the calendar's, when it was said: the order of a conversation
    UserId user; ///< null where the account is gone
    QString username;
    QString text; ///< 1 to 10,000 characters; empty of a deleted one
    QList<Mention> mentions;
    qint64 atMs = 0;
    qint64 editedMs = 0; ///< 0: never
    bool deleted = false;

    friend bool operator==(const Message &, const Message &) = default;
};

constexpr int kMaxMessage = 10000;

}
