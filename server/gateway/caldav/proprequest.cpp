#include "server/gateway/caldav/proprequest.h"

#include <numeric>

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
constexpr qsizetype kMaxNames = 200;
constexpr qsizetype kMaxNamesSize = 16 * 1024; ///< they are said again for each resource

Error refused(const QString &message) { return {ErrorCode::InvalidArgument, message, u"malformed_xml"_s}; }

Result<QList<XmlName>> namesIn(const XmlElement &parent)
{
    QList<XmlName> names;
    for (const XmlElement &each : parent.children)
        if (!names.contains(each.name) && names.size() <= kMaxNames)
            names.append(each.name);
    const auto size =
        std::accumulate(names.begin(), names.end(), qsizetype(0), [](qsizetype sum, const XmlName &name) {
            return sum + name.space.size() + name.local.size();
        });
    if (names.size() > kMaxNames || size > kMaxNamesSize)
        return refused(u"Too many properties are asked for."_s);
    return names;
}
}

Result<PropRequest> readPropRequest(const XmlElement &parent)
{
    PropRequest request;
    if (parent.hasChild(dav("propname"))) {
        request.what = PropRequest::What::Names;
        return request;
    }
    const XmlElement *prop = parent.child(dav("prop"));
    const XmlElement *include = parent.child(dav("include"));
    if (!prop && !parent.hasChild(dav("allprop")))
        return refused(u"None of prop, allprop and propname is there."_s);
    request.what = prop ? PropRequest::What::Named : PropRequest::What::All;
    if (const XmlElement *list = prop ? prop : include) {
        auto names = namesIn(*list);
        if (!names)
            return names.error();
        request.names = *std::move(names);
    }
    return request;
}

Result<PropRequest> parsePropfind(const QByteArray &body)
{
    if (body.trimmed().isEmpty())
        return PropRequest();
    const auto root = parseXml(body);
    if (!root)
        return root.error();
    if (root->name != dav("propfind"))
        return refused(u"The body is no DAV:propfind."_s);
    return readPropRequest(*root);
}

bool wantsMinimal(const HttpHeaders &headers)
{
    return headers.hasToken("Prefer", "return=minimal") || headers.hasToken("Brief", "t");
}

}
