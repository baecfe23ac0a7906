#pragma once

#include "server/gateway/caldav/xmlelement.h"
#include "server/proto/objects.pb.h"

namespace hearth::server::gateway::caldav {

/// A CALDAV:filter (RFC 4791, 9.7). InvalidArgument with reason "unsupported_filter" for what is none, or
/// nests more than we evaluate, and with "unsupported_collation" for another collation than ours.
shared::Result<calendar::ComponentFilter> readFilter(const XmlElement &filter);
/// The start and end of a CALDAV:time-range, expand and the like; InvalidArgument for what are no UTC times
/// in that order, or neither.
shared::Result<calendar::ObjectRange> readRange(const XmlElement &element);
/// The same where both ends have to be there.
shared::Result<calendar::ObjectRange> readClosedRange(const XmlElement &element);

}
