#pragma once

#include <QString>

namespace hearth::client {

/// What a sign-in gave. Secrets: never logged, never shown.
struct Tokens {
    QString access;
    QString refresh;
    qint64 expiresMs = 0; ///< of `access`, by this computer's clock

    friend bool operator==(const Tokens &, const Tokens &) = default;
};

}
