#pragma once

#include "shared/base/ids.h"

#include <QJsonObject>

namespace hearth::server::calendar {

/// Stands in the place of a name that has left the server.
QString formerMember();

/// A message that speaks to the user ("@anna") without their name.
QString withoutMention(const QString &text, const QString &username);

/// The data of a change without the name of a user who has left: where it says who, it says formerMember().
QJsonObject anonymised(const QJsonObject &data, const shared::UserId &user, const QString &username);

}
