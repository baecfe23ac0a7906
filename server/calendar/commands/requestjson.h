#pragma once

#include "shared/base/result.h"
#include "shared/domain/event.h"

#include <QJsonObject>

#include <string>

namespace hearth::server::calendar {

/// The object of a request's draft or patch; InvalidArgument for anything else.
shared::Result<QJsonObject> parseRequestJson(const std::string &json);

/// A colour's name ("brick") or "#rrggbb"; empty passes. InvalidArgument for anything else.
shared::Outcome checkColour(const QString &colour);

/// InvalidArgument for what is kept in the table but not lived up to yet: a series would happen once, and
/// what is private would be seen by everybody.
shared::Outcome checkOffered(const shared::EventDraft &draft);

}
