#pragma once

#include "server/platform/endpoint.h"
#include "server/platform/ratelimiter.h"
#include "server/platform/setting.h"

#include <QHash>
#include <QStringList>

#include <chrono>

namespace hearth::server {

/// The value of every setting and where it came from. What is in it has been checked: reading can't fail, but
/// for a key that is not in the table, which is a programming error and ends the program.
class Config {
public:
    /// All defaults.
    Config();

    /// InvalidArgument, with a message for an administrator that begins with `source`, for an unknown key or
    /// a bad value. `source` is what --print-config shows: "command line", "/etc/hearth.conf:12".
    shared::Outcome set(const QString &key, const QString &value, const QString &source);

    QString text(QLatin1StringView key) const;
    bool isEmpty(QLatin1StringView key) const { return text(key).isEmpty(); }
    /// Whether somebody has set it.
    bool isSet(QLatin1StringView key) const;
    QString source(QLatin1StringView key) const;
    QString path(QLatin1StringView key) const; ///< with the home folder put in
    int integer(QLatin1StringView key) const;
    bool flag(QLatin1StringView key) const;
    std::chrono::milliseconds duration(QLatin1StringView key) const;
    qint64 size(QLatin1StringView key) const;
    RateLimit limit(QLatin1StringView key) const;
    QStringList list(QLatin1StringView key) const;
    /// Nothing where the setting is empty or one of its words ("off").
    std::optional<Endpoint> endpoint(QLatin1StringView key) const;
    QList<Endpoint> endpoints(QLatin1StringView key) const;

    /// Every setting with its value and source, in the file's own form; secrets without their passwords.
    QString print() const;

private:
    struct Value {
        QString text;
        QString source;
    };
    const Value &value(QLatin1StringView key) const;

    QHash<QString, Value> m_values;
};

}
