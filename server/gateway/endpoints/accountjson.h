#pragma once

#include "server/proto/auth.pb.h"
#include "shared/base/ids.h"

#include <QJsonObject>

/// What belongs to an account, as every interface shows it.
namespace hearth::server::gateway {

QJsonObject profileJson(const auth::User &user);
/// `current`: the session that asks.
QJsonObject sessionJson(const auth::Session &session, shared::SessionId current);
/// Without the password, which nobody has any more.
QJsonObject appPasswordJson(const auth::AppPassword &password);

}
