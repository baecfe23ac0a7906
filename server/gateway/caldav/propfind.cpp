#include "server/gateway/caldav/davanswer.h"
#include "server/gateway/caldav/davmethods.h"
#include "server/gateway/caldav/davresources.h"
#include "server/gateway/caldav/multistatus.h"

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;
using shared::Result;

namespace {
/// The answer for the resource, and for what is in it where `children` are given.
HttpResponse answerOf(const DavResource &resource, const Children &children, const PropRequest &request)
{
    MultiStatus answer;
    answer.add(resource, request);
    for (const DavResource &each : children.resources)
        answer.add(each, request);
    if (children.truncated)
        answer.addStatus(resource.path.href(), 507, dav("number-of-matches-within-limits"));
    return answer.answer();
}
}

void propfind(const ExchangePtr &exchange, const DavPath &path)
{
    const QByteArrayView depth = exchange->request().headers.value("Depth");
    if (depth != "0" && depth != "1")
        return refuse(exchange, dav("propfind-finite-depth"));
    auto request = parsePropfind(exchange->request().body);
    if (!request)
        return exchange->fail(request.error());
    request->minimal = wantsMinimal(exchange->request().headers);
    const bool withData = needsData(*request);
    const bool deep = depth == "1";
    findResource(exchange, path, withData,
                 [exchange, path, request = *request, withData, deep](const Result<DavResource> &resource) {
                     if (!resource)
                         return failAt(exchange, path, resource.error());
                     if (!deep)
                         return exchange->send(answerOf(*resource, {}, request));
                     listChildren(exchange, *resource, withData,
                                  [exchange, path, request, resource](const Result<Children> &children) {
                                      if (!children)
                                          return failAt(exchange, path, children.error());
                                      exchange->send(answerOf(*resource, *children, request));
                                  });
                 });
}

}
