#pragma once

#include "server/gateway/caldav/propertyset.h"
#include "server/gateway/http/httpresponse.h"

#include <optional>

namespace hearth::server::gateway::caldav {

/// Builds a 207 answer (RFC 4918, 13), one response after the other.
class MultiStatus {
public:
    MultiStatus();

    void add(const DavResource &resource, const PropRequest &request);
    /// A response that is only a status, with the condition that was not met where there is one.
    void addStatus(const QString &href, int status, const std::optional<XmlName> &condition = std::nullopt);
    void addSyncToken(const QString &token);
    int size() const { return m_responses; }

    /// Nothing may be added afterwards.
    HttpResponse answer();

private:
    XmlWriter m_writer;
    int m_responses = 0;
};

/// "HTTP/1.1 404 Not Found"
QString statusLine(int status);

}
