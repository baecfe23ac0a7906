#pragma once

#include "shared/base/ids.h"

#include <QList>
#include <QString>

namespace hearth::client {

/// One thing that is another than it was.
struct NoticeChange {
    enum class Kind {
        Title,
        Start, ///< RFC 3339 in UTC, or a date
        End, ///< likewise
        Place,
        Answer, ///< of `who`: "none", "yes", "maybe", "no"
        Role, ///< "owner", ...; only the new one is known
        Other, ///< something else; neither value is told
    };
    Kind kind = Kind::Other;
    QString before;
    QString after;
    QString who = {};

    friend bool operator==(const NoticeChange &, const NoticeChange &) = default;
};

/// What somebody did in a calendar; what was done to one thing in a short while is gathered.
struct Notice {
    enum class What {
        EventCreated,
        EventUpdated,
        EventDeleted,
        MemberJoined,
        MemberLeft,
        MemberUpdated,
        CalendarUpdated,
        PollCreated,
        PollUpdated,
        PollDeleted,
    };
    What what = What::EventUpdated;
    shared::CalendarId calendar;
    QUuid entity; ///< of the event, the member, the poll
    QString name; ///< the thing's
    shared::UserId user;
    QString username; ///< who did it; empty where the account is gone
    qint64 fromSeq = 0;
    qint64 seq = 0; ///< of the last change that is gathered in it
    qint64 atMs = 0;
    QList<NoticeChange> changes;
};

}
