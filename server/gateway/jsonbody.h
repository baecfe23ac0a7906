#pragma once

#include "shared/base/result.h"

#include <QByteArray>
#include <QJsonObject>

#include <optional>

namespace hearth::server::gateway {

/// The JSON object of a body: InvalidArgument for malformed JSON, another value, or nesting deeper than 32.
shared::Result<QJsonObject> parseJsonObject(const QByteArray &text);

/// A string that has to be there.
shared::Result<QString> requiredString(const QJsonObject &object, QLatin1StringView name);
/// A string that may be missing or null.
shared::Result<std::optional<QString>> optionalString(const QJsonObject &object, QLatin1StringView name);
/// A whole number that may be missing or null; `minimum` is the smallest.
shared::Result<std::optional<qint64>> optionalInteger(const QJsonObject &object, QLatin1StringView name,
                                                      qint64 minimum);

/// SHA-256 of the object in canonical form: what an idempotency key is compared by.
QByteArray requestHash(const QJsonObject &object);
/// An idempotency key: InvalidArgument unless it has 1 to 255 printable ASCII characters.
shared::Result<QString> parseIdempotencyKey(const QString &text);

}
