#pragma once

#include "shared/base/result.h"

#include <QObject>

#include <functional>

namespace hearth::client {

/// Where secrets are kept between two starts of the app. Answers later, from the event loop, unless `context`
/// is gone.
class CredentialStore {
public:
    virtual ~CredentialStore() = default;

    using Read = std::function<void(const shared::Result<QByteArray> &)>;
    using Finished = std::function<void(const shared::Outcome &)>;
    /// NotFound where there is nothing of that name; Unavailable where the store itself does not answer.
    virtual void read(const QString &name, QObject *context, Read finished) = 0;
    virtual void write(const QString &name, const QByteArray &secret, QObject *context,
                       Finished finished) = 0;
    /// Done also where there was nothing.
    virtual void remove(const QString &name, QObject *context, Finished finished) = 0;
};

}
