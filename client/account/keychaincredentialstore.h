#pragma once

#include "client/account/credentialstore.h"

namespace hearth::client {

/// The system's keychain: Secret Service, KWallet, or what the system has. Unavailable where none answers.
class KeychainCredentialStore final : public CredentialStore {
public:
    void read(const QString &name, QObject *context, Read finished) override;
    void write(const QString &name, const QByteArray &secret, QObject *context, Finished finished) override;
    void remove(const QString &name, QObject *context, Finished finished) override;
};

}
