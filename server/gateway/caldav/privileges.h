#pragma once

#include "server/gateway/caldav/davresource.h"
#include "server/gateway/caldav/xmlwriter.h"

namespace hearth::server::gateway::caldav {

/// What the caller may do with the resource, as DAV:privilege elements (RFC 3744, 5.4).
void writePrivileges(XmlWriter &writer, const DavResource &resource);
/// The same as the resource's one DAV:ace; nobody can change it here.
void writeAcl(XmlWriter &writer, const DavResource &resource);
/// The tree of the privileges that there are (RFC 3744, 5.3).
void writeSupportedPrivileges(XmlWriter &writer);

}
