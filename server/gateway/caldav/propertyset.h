#pragma once

#include "server/gateway/caldav/davresource.h"
#include "server/gateway/caldav/proprequest.h"
#include "server/gateway/caldav/xmlwriter.h"

namespace hearth::server::gateway::caldav {

/// Writes what `request` asks of the resource as DAV:propstat elements, those found first. Every property is
/// live: nothing is kept for a name that is not in the table.
void writeProperties(XmlWriter &writer, const DavResource &resource, const PropRequest &request);

/// Whether the resource would have the property.
bool hasProperty(const DavResource &resource, const XmlName &name);
/// Whether answering takes the objects' data.
bool needsData(const PropRequest &request);

/// What changes whenever anything in the calendar does, or what the caller may see of it.
QString ctagOf(const shared::Calendar &calendar);

}
