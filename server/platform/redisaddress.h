#pragma once

#include <QByteArray>
#include <QString>

namespace hearth::server {

/// What a redis:// URL says; Setting checks its form.
struct RedisAddress {
    QString host;
    quint16 port = 6379;
    QByteArray user;
    QByteArray password;
    int database = 0;

    static RedisAddress fromUrl(const QString &url);
};

}
