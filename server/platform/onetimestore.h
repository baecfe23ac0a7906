#pragma once

#include "shared/base/result.h"

#include <QByteArray>

#include <chrono>
#include <functional>

namespace hearth::server {

/// Keeps small values for a short time, each to be taken once; the same one for all gateways. Thread-safe,
/// never blocks; a reply comes once, at once or on any thread.
class OneTimeStore {
public:
    virtual ~OneTimeStore() = default;

    /// Unavailable where it can't be kept.
    virtual void put(const QByteArray &key, const QByteArray &value, std::chrono::seconds lifetime,
                     std::function<void(shared::Outcome)> reply) = 0;
    /// Gone where there is none, or none any more.
    virtual void look(const QByteArray &key, std::function<void(shared::Outcome)> reply) = 0;
    virtual void take(const QByteArray &key, std::function<void(shared::Result<QByteArray>)> reply) = 0;
};

}
