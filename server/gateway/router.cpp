#include "server/gateway/router.h"

#include <algorithm>

namespace hearth::server::gateway {

using namespace Qt::StringLiterals;

namespace {
bool isPlaceholder(const QString &part) { return part.startsWith(u'{'); }

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
    const auto found =
        std::find_if(routes.begin(), routes.end(), [&](const Route *each) { return each->method == wanted; });
    return found == routes.end() ? nullptr : *found;
}

Router::Router(std::span<const Route> routes)
{
    for (const Route &route : routes) {
        add(route.pattern, route);
        if (!route.pattern.startsWith("/api/"_L1) && !route.pattern.startsWith("/."_L1))
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
    if (path.parts.size() != segments.size())
        return false;
    for (qsizetype i = 0; i < segments.size(); ++i) {
        if (isPlaceholder(path.parts[i]))
            values.append(segments[i]);
        else if (path.parts[i] != segments[i])
            return false;
    }
    return true;
}

}
