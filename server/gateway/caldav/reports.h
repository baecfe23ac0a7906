#pragma once

#include "server/gateway/caldav/davresource.h"
#include "server/gateway/caldav/proprequest.h"
#include "server/gateway/route.h"

/// The reports of a calendar, a file for each: `root` is the request's body.
namespace hearth::server::gateway::caldav {

void calendarQuery(const ExchangePtr &exchange, const DavResource &calendar, const XmlElement &root);
void calendarMultiget(const ExchangePtr &exchange, const DavResource &calendar, const XmlElement &root);
void freeBusyQuery(const ExchangePtr &exchange, const DavResource &calendar, const XmlElement &root);
void syncCollection(const ExchangePtr &exchange, const DavResource &calendar, const XmlElement &root);

/// What a report of objects shall have of each.
struct ObjectForm {
    PropRequest properties;
    bool withData = false;
    calendar::DataForm form; ///< of the data
};
/// The form that the report asks for. InvalidArgument with reason "unsupported_data" for data other than
/// iCalendar 2.0.
shared::Result<ObjectForm> readForm(const XmlElement &root, const HttpHeaders &headers);

}
