#include "server/gateway/router.h"

#include <algorithm>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

namespace {
bool isPlaceholder(const QString &part) { return part.startsWith(u'{'); }
bool isRest(const QString &part) { return part.endsWith("...}"_L1); }

bool hasTwin(QLatin1StringView pattern)
{
    return !pattern.startsWith("/api/"_L1) && !pattern.startsWith("/."_L1) && !pattern.startsWith("/dav"_L1)
        && !pattern.startsWith("/invite/"_L1);
}

QByteArray allowField(const std::vector<const Route *> &routes)
{
    QByteArrayList methods;
    for (const Route *route : routes)
        methods.append(route->method.toByteArray());
    if (methods.contains("GET"))
        methods.append("HEAD"_ba);
    if (!methods.contains("OPTIONS"))
        methods.append("OPTIONS"_ba);
    return methods.join(", ");
}
}

const Route *Path::route(QByteArrayView method) const
{
    const QByteArrayView wanted = method == QByteArrayView("HEAD") ? QByteArrayView("GET") : method;
    const Route *any = nullptr;
    for (const Route *each : routes) {
        if (each->method == wanted)
            return each;
        if (each->method == QByteArrayView("*"))
            any = each;
    }
    return any;
}

Router::Router(std::span<const Route> routes)
{
    for (const Route &route : routes) {
        add(route.pattern, route);
        if (hasTwin(route.pattern))
            add(u"/api"_s + route.pattern, route);
    }
    for (const auto &path : m_paths) {
        if (std::any_of(path->parts.begin(), path->parts.end(), isPlaceholder))
            m_patterned.push_back(path.get());
        else
            m_literal.insert(path->pattern, path.get());
        path->allow = allowField(path->routes);
    }
}

void Router::add(const QString &pattern, const Route &route)
{
    const auto known = std::find_if(m_paths.begin(), m_paths.end(),
                                    [&](const auto &path) { return path->pattern == pattern; });
    if (known != m_paths.end()) {
        (*known)->routes.push_back(&route);
        return;
    }
    auto path = std::make_unique<Path>();
    path->pattern = pattern;
    path->parts = pattern.sliced(1).split(u'/');
    path->routes.push_back(&route);
    m_paths.push_back(std::move(path));
}

Router::Match Router::match(const QString &path, const QStringList &segments) const
{
    if (const Path *literal = m_literal.value(path))
        return {literal, {}};
    for (const Path *candidate : m_patterned) {
        QStringList values;
        if (matches(*candidate, segments, values))
            return {candidate, values};
    }
    return {};
}

bool Router::matches(const Path &path, const QStringList &segments, QStringList &values) const
{
    const bool open = isRest(path.parts.last());
    const qsizetype fixed = path.parts.size() - (open ? 1 : 0);
    if (open ? segments.size() < fixed : segments.size() != fixed)
        return false;
    for (qsizetype i = 0; i < fixed; ++i) {
        if (isPlaceholder(path.parts[i]))
            values.append(segments[i]);
        else if (path.parts[i] != segments[i])
            return false;
    }
    return true;
}

}
