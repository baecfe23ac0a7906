#pragma once

#include <QHostAddress>
#include <QString>

#include <optional>

namespace hearth::server {

/// Where to listen. A port of 0 is a free one.
struct Endpoint {
    enum class Scheme { Unsaid, Http, Https };

    QHostAddress address;
    quint16 port = 0;
    Scheme scheme = Scheme::Unsaid;

    /// "ADDR:PORT", "[ADDR]:PORT", "localhost:PORT" or "*:PORT", with or without "http://" or "https://".
    static std::optional<Endpoint> parse(QStringView text);
    /// "127.0.0.1:8080", "[::1]:8080".
    QString toString() const;
};

}
