#include "server/gateway/caldav/davanswer.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>

namespace hearth::server::gateway::caldav {

using namespace Qt::StringLiterals;
using shared::Error;
using shared::ErrorCode;

namespace {
/// The conditions that stand for the reasons of ObjectsApi.
const QHash<QString, XmlName> &conditions()
{
    static const QHash<QString, XmlName> kConditions{
        {u"invalid_data"_s, caldav("valid-calendar-data")},
        {u"invalid_object"_s, caldav("valid-calendar-object-resource")},
        {u"unsupported_component"_s, caldav("supported-calendar-component")},
        {u"unsupported_recurrence"_s, caldav("valid-calendar-object-resource")},
        {u"unsupported_property"_s, caldav("valid-calendar-object-resource")},
        {u"unsupported_filter"_s, caldav("supported-filter")},
        {u"unsupported_collation"_s, caldav("supported-collation")},
        {u"unsupported_data"_s, caldav("supported-calendar-data")},
        {u"invalid_range"_s, caldav("valid-filter")},
        {u"too_many_attendees"_s, caldav("max-attendees-per-instance")},
        {u"too_many_instances"_s, caldav("max-instances")},
        {u"date_out_of_range"_s, caldav("max-date-time")},
    };
    return kConditions;
}

HttpResponse needPrivileges(const DavPath &path)
{
    XmlWriter writer(dav("error"));
    writer.start(dav("need-privileges"));
    writer.start(dav("resource"));
    writer.href(path.href());
    writer.start(dav("privilege"));
    writer.empty(path.is(Kind::Object) ? dav("write-content") : dav("write-properties"));
    for (int i = 0; i < 3; ++i)
        writer.end();
    return HttpResponse::text(403, "application/xml; charset=utf-8", writer.finish());
}

HttpResponse uidConflict(const Error &error, const DavPath &path)
{
    const QString name =
        QJsonDocument::fromJson(error.details).object().value("name"_L1).toString(path.object);
    return conditionAnswer(409, caldav("no-uid-conflict"), path.objectOf(name).href());
}
}

HttpResponse conditionAnswer(int status, const XmlName &condition, const QString &href)
{
    XmlWriter writer(dav("error"));
    writer.start(condition);
    if (!href.isEmpty())
        writer.href(href);
    writer.end();
    return HttpResponse::text(status, "application/xml; charset=utf-8", writer.finish());
}

Error nothingHere() { return {ErrorCode::NotFound, u"There is nothing at this path."_s, u"unknown_path"_s}; }

HttpResponse errorAnswer(const Error &error, const DavPath &path)
{
    if (const auto found = conditions().find(error.reason); found != conditions().end())
        return conditionAnswer(403, *found);
    if (error.reason == u"uid_conflict"_s || error.reason == u"uid_changed"_s)
        return uidConflict(error, path);
    if (error.code == ErrorCode::SnapshotRequired)
        return conditionAnswer(403, dav("valid-sync-token"));
    if (error.code == ErrorCode::TooLarge)
        return conditionAnswer(403, caldav("max-resource-size"));
    if (error.code == ErrorCode::Forbidden && error.reason == u"role"_s)
        return needPrivileges(path);
    const bool hidden = error.code == ErrorCode::Forbidden || error.code == ErrorCode::NotFound;
    return problemAnswer(hidden ? nothingHere() : error);
}

void failAt(const ExchangePtr &exchange, const DavPath &path, const Error &error)
{
    exchange->send(errorAnswer(error, path));
}

void refuse(const ExchangePtr &exchange, const XmlName &condition, const QString &href)
{
    exchange->send(conditionAnswer(403, condition, href));
}

}
