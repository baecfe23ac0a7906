#pragma once

#include "server/gateway/caldav/xmlelement.h"
#include "server/gateway/http/httpheaders.h"

#include <QList>

namespace hearth::server::gateway::caldav {

/// Which properties an answer shall have.
struct PropRequest {
    enum class What {
        Named,
        All, ///< those that are cheap and that everybody wants
        Names, ///< which there are, without their values
    };
    What what = What::All;
    QList<XmlName> names; ///< those asked for by name
    bool minimal = false; ///< says nothing about those that are not there

    bool asksFor(const XmlName &name) const { return names.contains(name); }
};

/// The body of a PROPFIND, an empty one included.
shared::Result<PropRequest> parsePropfind(const QByteArray &body);
/// The DAV:prop, DAV:allprop or DAV:propname within an element.
shared::Result<PropRequest> readPropRequest(const XmlElement &parent);
/// Whether the client wants the short form (RFC 8144, `Prefer: return=minimal`, or `Brief: t`).
bool wantsMinimal(const HttpHeaders &headers);

}
