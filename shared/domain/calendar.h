#pragma once

#include "shared/base/ids.h"
#include "shared/domain/role.h"

#include <QString>

namespace hearth::shared {

/// A calendar (= room) as one member sees it.
struct Calendar {
    CalendarId id;
    QString name; ///< 1 to 100 characters, unique without regard to case
    QString colour; ///< a name of the palette: "brick", "sky", ...
    QString timeZone; ///< IANA name: times without an offset are read in it
    Role role = Role::Viewer; ///< of whom the answer is for
    qint64 seq = 0; ///< of the newest change
    qint64 version = 0; ///< seq of the last change of the calendar itself; its ETag
    qint64 createdMs = 0;
    bool hasPassword = false;
    bool subscribed = false; ///< its content is a feed from elsewhere: nobody writes events into it

    friend bool operator==(const Calendar &, const Calendar &) = default;
};

struct Member {
    UserId user;
    QString username;
    Role role = Role::Viewer;
    qint64 joinedMs = 0;

    friend bool operator==(const Member &, const Member &) = default;
};

}
