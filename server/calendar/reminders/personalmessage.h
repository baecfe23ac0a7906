#pragma once

#include "shared/base/ids.h"

#include <QJsonObject>

namespace hearth::server::calendar {

/// What one user is to be told, over whatever sockets they have.
struct PersonalMessage {
    shared::UserId user;
    shared::CalendarId calendar; ///< what it is about: whoever may no longer read that is not told
    QString event; ///< the frame's name
    QJsonObject data;
    QString once; ///< what is told under one such name is told only once; empty: every time
};

}
