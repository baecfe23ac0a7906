#pragma once

#include "shared/base/ids.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace hearth::shared {

/// The kinds of change that get a seq; their names are the live API's events.
enum class ChangeKind {
    EventCreated, ///< "created_event"
    EventUpdated, ///< "updated_event"
    EventDeleted, ///< "deleted_event"
    MemberJoined, ///< "joined_calendar"
    MemberLeft, ///< "left_calendar"
    MemberUpdated, ///< "updated_member"
    CalendarUpdated, ///< "updated_calendar"
    CalendarDeleted, ///< "deleted_calendar"
    MessagePosted, ///< "message"
    MessageUpdated, ///< "updated_message"
    MessageDeleted, ///< "deleted_message"
    PollCreated, ///< "created_poll"
    PollUpdated, ///< "updated_poll"
    PollDeleted, ///< "deleted_poll"
    ClaimUpdated, ///< "updated_claim"
};

struct Change;

/// Whether the change may say something of an event that is, or was, private: then it is not the same for
/// every member. Rather yes than no.
bool mayBePrivate(const Change &change);

QString changeName(ChangeKind kind);
std::optional<ChangeKind> changeFromName(QStringView name);

/// One row of a calendar's change log, ready to be sent.
struct Change {
    CalendarId calendar;
    qint64 seq = 0;
    ChangeKind kind = ChangeKind::CalendarUpdated;
    qint64 atMs = 0;
    UserId actor;
    QString actorName;
    QUuid entity; ///< of the event, the member or the message
    QByteArray data; ///< JSON object, the frame's "data"

    friend bool operator==(const Change &, const Change &) = default;
};

}
