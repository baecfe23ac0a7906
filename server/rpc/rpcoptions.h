#pragma once

#include "server/platform/config.h"

#include <chrono>
#include <optional>
#include <string>

namespace hearth::server::rpc {

/// How calls between services are made; the same on both sides.
struct RpcOptions {
    /// Both sides show a certificate of `ca`.
    struct MutualTls {
        std::string certificate; ///< PEM, like the others
        std::string key;
        std::string ca;
    };
    std::optional<MutualTls> tls; ///< plain text without: only where nothing leaves the machine
    std::chrono::milliseconds deadline{10'000}; ///< of a call, at most
    int breakerFailures = 5;
    std::chrono::milliseconds breakerPause{2'000};

    /// From `rpc.*`. The error is for an administrator.
    static shared::Result<RpcOptions> fromConfig(const Config &config);
    /// InvalidArgument where `target`, the value of `key`, is none or may not be used without TLS.
    shared::Outcome checkTarget(QLatin1StringView key, const QString &target) const;
};

}
