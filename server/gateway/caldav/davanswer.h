#pragma once

#include "server/gateway/caldav/davresource.h"
#include "server/gateway/caldav/xmlwriter.h"
#include "server/gateway/exchange.h"

namespace hearth::server::gateway::caldav {

/// An answer with a DAV:error that names the condition that was not met (RFC 4918, 16); `href`, where it is
/// not empty, is within it.
HttpResponse conditionAnswer(int status, const XmlName &condition, const QString &href = {});

/// The answer for a service's error at a path: with a condition where DAV or CalDAV has one for it, otherwise
/// as the other interfaces say it. A calendar of others answers as one that does not exist.
HttpResponse errorAnswer(const shared::Error &error, const DavPath &path);
/// The error of something that is not there, or is not the caller's.
shared::Error nothingHere();

/// Answers with errorAnswer().
void failAt(const ExchangePtr &exchange, const DavPath &path, const shared::Error &error);
/// Answers 403 with a condition.
void refuse(const ExchangePtr &exchange, const XmlName &condition, const QString &href = {});

}
