#pragma once

#include "server/gateway/route.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

namespace hearth::server::gateway {

/// Everything that answers at one path.
struct Path {
    QString pattern; ///< what logs show
    QStringList parts;
    std::vector<const Route *> routes;
    QByteArray allow; ///< the Allow field

    /// Null where the path knows no such method. HEAD is GET's.
    const Route *route(QByteArrayView method) const;
};

/// Finds the path of a request among those of the table.
class Router {
public:
    explicit Router(std::span<const Route> routes);

    struct Match {
        const Path *path = nullptr; ///< null: there is none
        QStringList values; ///< of the parts in braces, in their order
    };
    Match match(const QString &path, const QStringList &segments) const;

private:
    void add(const QString &pattern, const Route &route);
    bool matches(const Path &path, const QStringList &segments, QStringList &values) const;

    std::vector<std::unique_ptr<Path>> m_paths;
    QHash<QString, const Path *> m_literal;
    std::vector<const Path *> m_patterned;
};

}
