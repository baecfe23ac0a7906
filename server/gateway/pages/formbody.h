#pragma once

#include "server/gateway/http/httprequest.h"

#include <QHash>

namespace hearth::server::gateway {

/// The fields of a form (application/x-www-form-urlencoded), each by its first value; nothing for another
/// Content-Type, a bad encoding, or more fields than a form of ours has.
std::optional<QHash<QString, QString>> formFields(const HttpRequest &request);

/// A cookie of the request, by its first value; empty without one.
QByteArray cookieValue(const HttpRequest &request, QByteArrayView name);

}
