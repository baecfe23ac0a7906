#pragma once

#include "shared/base/result.h"

#include <QList>
#include <QUrl>

namespace hearth::server::calendar {

/// Where a feed may be: http, https or webcal (which is https), with a host, on a port of the web's or one of
/// those that the operator allows, and without a user or a password. The URL as it is fetched.
/// InvalidArgument with the reasons "invalid_url", "url_with_credentials" and "port_not_allowed".
shared::Result<QUrl> parseFeedUrl(const QString &text, const QList<quint16> &furtherPorts = {});

/// Its port, where it names none its scheme's.
quint16 feedPort(const QUrl &url);

/// What may be said of a URL that has secrets in it: its host.
QString feedHost(const QUrl &url);

}
