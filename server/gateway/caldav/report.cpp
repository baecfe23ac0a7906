#include "server/gateway/caldav/davanswer.h"
#include "server/gateway/caldav/davmethods.h"
#include "server/gateway/caldav/davresources.h"
#include "server/gateway/caldav/filterreader.h"
#include "server/gateway/caldav/propertyset.h"
#include "server/gateway/caldav/reports.h"

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;
using shared::Result;

namespace {
using Report = void (*)(const ExchangePtr &, const DavResource &, const XmlElement &);

Report reportNamed(const XmlName &name)
{
    if (name == caldav("calendar-query"))
        return calendarQuery;
    if (name == caldav("calendar-multiget"))
        return calendarMultiget;
    if (name == caldav("free-busy-query"))
        return freeBusyQuery;
    if (name == dav("sync-collection"))
        return syncCollection;
    return nullptr;
}

bool isCalendarData(const XmlElement &data)
{
    const QString type = data.attribute(u"content-type");
    const QString version = data.attribute(u"version");
    return (type.isEmpty() || type == u"text/calendar"_s) && (version.isEmpty() || version == u"2.0"_s);
}

Result<calendar::DataForm> readDataForm(const XmlElement &data)
{
    calendar::DataForm form;
    if (!isCalendarData(data))
        return Error{ErrorCode::InvalidArgument, u"There is only iCalendar 2.0 here."_s,
                     u"unsupported_data"_s};
    if (const XmlElement *expand = data.child(caldav("expand"))) {
        auto range = readClosedRange(*expand);
        if (!range)
            return range.error();
        *form.mutable_expand() = *std::move(range);
    }
    if (const XmlElement *limit = data.child(caldav("limit-recurrence-set"))) {
        auto range = readClosedRange(*limit);
        if (!range)
            return range.error();
        *form.mutable_limit_recurrences() = *std::move(range);
    }
    return form;
}
}

Result<ObjectForm> readForm(const XmlElement &root, const HttpHeaders &headers)
{
    ObjectForm result;
    const bool asks =
        root.hasChild(dav("prop")) || root.hasChild(dav("allprop")) || root.hasChild(dav("propname"));
    if (asks) {
        auto properties = readPropRequest(root);
        if (!properties)
            return properties.error();
        result.properties = *std::move(properties);
    }
    result.properties.minimal = wantsMinimal(headers);
    result.withData = needsData(result.properties);
    const XmlElement *prop = root.child(dav("prop"));
    const XmlElement *data = prop ? prop->child(caldav("calendar-data")) : nullptr;
    if (!data)
        return result;
    auto form = readDataForm(*data);
    if (!form)
        return form.error();
    result.form = *std::move(form);
    return result;
}

void report(const ExchangePtr &exchange, const DavPath &path)
{
    const auto root = parseXml(exchange->request().body);
    if (!root)
        return exchange->fail(root.error());
    const Report run = reportNamed(root->name);
    if (!run || !path.is(Kind::Calendar))
        return refuse(exchange, dav("supported-report"));
    findResource(exchange, path, false,
                 [exchange, path, run, root = *root](const Result<DavResource> &resource) {
                     if (!resource)
                         return failAt(exchange, path, resource.error());
                     run(exchange, *resource, root);
                 });
}

}
