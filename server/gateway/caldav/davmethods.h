#pragma once

#include "server/gateway/caldav/davpath.h"
#include "server/gateway/route.h"

/// The methods of CalDAV, a file for each (or for a few that belong together). Each answers a request for a
/// path in the caller's own part of /dav/, of a kind that the method's line in the table names.
namespace hearth::server::gateway::caldav {

void propfind(const ExchangePtr &exchange, const DavPath &path);
void proppatch(const ExchangePtr &exchange, const DavPath &path);
void mkcalendar(const ExchangePtr &exchange, const DavPath &path);
void readObject(const ExchangePtr &exchange, const DavPath &path);
void readCollection(const ExchangePtr &exchange, const DavPath &path);
void putObject(const ExchangePtr &exchange, const DavPath &path);
void deleteObject(const ExchangePtr &exchange, const DavPath &path);
void deleteCalendar(const ExchangePtr &exchange, const DavPath &path);
void report(const ExchangePtr &exchange, const DavPath &path);

}
