#pragma once

#include "shared/base/ids.h"

#include <QJsonObject>

namespace hearth::server::calendar {

/// Stands in the place of a name that has left the server.
QString formerMember();

/// The data of a change without the name of a user who has left: where it says who, it says formerMember().
QJsonObject anonymised(const QJsonObject &data, const shared::UserId &user, const QString &username);

}
