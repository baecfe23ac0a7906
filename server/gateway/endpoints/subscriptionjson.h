#pragma once

#include "server/proto/subscriptions.pb.h"

#include <QJsonObject>

namespace hearth::server::gateway {

/// A subscription as every interface shows it.
QJsonObject subscriptionJson(const calendar::SubscribedCalendar &subscription);

}
