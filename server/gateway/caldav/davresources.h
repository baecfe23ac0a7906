#pragma once

#include "server/gateway/caldav/davresource.h"
#include "server/gateway/exchange.h"

#include <functional>
#include <vector>

namespace hearth::server::gateway::caldav {

constexpr int kMaxResponses = 20'000; ///< of one answer
constexpr size_t kMaxAnswerData = 64 * 1024 * 1024; ///< bytes of objects in one answer

/// Whether the path is in the caller's own part: nobody sees another's principal or home.
bool isOwn(const Exchange &exchange, const DavPath &path);
/// The calendar that the path names.
calendar::CalendarRef calendarRef(const Exchange &exchange, const DavPath &path);

using Found = std::function<void(shared::Result<DavResource>)>;
/// Asks the services for what lies at the path; NotFound where there is nothing for the caller.
void findResource(const ExchangePtr &exchange, const DavPath &path, bool withData, Found found);

/// The resources within another one.
struct Children {
    std::vector<DavResource> resources;
    bool truncated = false; ///< there are more than an answer takes
};
using Listed = std::function<void(shared::Result<Children>)>;
void listChildren(const ExchangePtr &exchange, const DavResource &parent, bool withData, Listed listed);

/// The objects of a calendar that a question finds, page by page.
void listObjects(const ExchangePtr &exchange, const DavResource &parent,
                 const calendar::ListObjectsRequest &question, Listed listed);

}
