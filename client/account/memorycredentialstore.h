#pragma once

#include "client/account/credentialstore.h"

#include <QHash>

namespace hearth::client {

/// Forgets everything when the app ends.
class MemoryCredentialStore final : public CredentialStore {
public:
    void read(const QString &name, QObject *context, Read finished) override;
    void write(const QString &name, const QByteArray &secret, QObject *context, Finished finished) override;
    void remove(const QString &name, QObject *context, Finished finished) override;

private:
    QHash<QString, QByteArray> m_secrets;
};

}
