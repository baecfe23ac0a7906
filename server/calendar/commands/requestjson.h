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

}
