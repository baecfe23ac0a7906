#pragma once

#include "client/account/credentialstore.h"

#include <QHash>

namespace hearth::client {

/// Secrets in a file, encrypted (XSalsa20-Poly1305) with a key in a file beside it; both are readable by the
/// person alone. Keeps secrets out of backups and out of sight of a glance; whoever has the whole account has
/// them.
class FileCredentialStore final : public CredentialStore {
public:
    /// `folder` is made where it is missing.
    explicit FileCredentialStore(QString folder);

    void read(const QString &name, QObject *context, Read finished) override;
    void write(const QString &name, const QByteArray &secret, QObject *context, Finished finished) override;
    void remove(const QString &name, QObject *context, Finished finished) override;

private:
    using Secrets = QHash<QString, QByteArray>;
    shared::Result<QByteArray> key() const;
    shared::Result<Secrets> load() const;
    shared::Outcome save(const Secrets &secrets) const;
    QString keyFile() const;
    QString secretsFile() const;

    QString m_folder;
};

}
