#include "server/gateway/caldav/conditions.h"

#include <QList>

#include <algorithm>

namespace hearth::server::gateway::caldav {

namespace {
constexpr qsizetype kMaxTags = 50;
constexpr char kNever = '"'; ///< what no object's tag can be

QList<QByteArray> tags(const HttpHeaders &headers, QByteArrayView field)
{
    QList<QByteArray> list = headers.joined(field).split(',');
    for (QByteArray &each : list)
        each = each.trimmed();
    list.resize(std::min(list.size(), kMaxTags));
    return list;
}
}

calendar::ObjectCondition conditionOf(const HttpHeaders &headers)
{
    calendar::ObjectCondition condition;
    if (headers.contains("If-None-Match"))
        condition.set_if_absent(true);
    if (!headers.contains("If-Match"))
        return condition;
    const auto wanted = tags(headers, "If-Match");
    if (wanted.contains("*")) {
        condition.set_if_exists(true);
        return condition;
    }
    for (const QByteArray &tag : wanted)
        if (tag.size() >= 2 && tag.startsWith('"') && tag.endsWith('"'))
            condition.add_if_match(tag.sliced(1, tag.size() - 2).toStdString());
    if (condition.if_match_size() == 0)
        condition.add_if_match()->push_back(kNever);
    return condition;
}

bool matchesAny(const HttpHeaders &headers, QByteArrayView field, const QByteArray &etag)
{
    if (!headers.contains(field))
        return false;
    const auto wanted = tags(headers, field);
    return wanted.contains("*") || wanted.contains(etag) || wanted.contains("W/" + etag);
}

}
