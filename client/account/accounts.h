#pragma once

#include "client/account/credentialstore.h"
#include "client/account/signin.h"

#include <memory>

namespace hearth::client {

class Session;

/// An account that the app knows: where, who, and where its secrets lie.
struct Account {
    QString id; ///< names its folder and its secret
    ServerAddress server;
    QString username;
    bool secretsInFile = false;

    friend bool operator==(const Account &, const Account &) = default;
};

/// The accounts of this person on this computer, in a folder of the app's data: accounts.json, and for each a
/// replica.
class Accounts : public QObject {
    Q_OBJECT

public:
    /// `keychain` is the system's, or what stands for it in a test.
    Accounts(QString folder, std::unique_ptr<CredentialStore> keychain, QObject *parent = nullptr);
    ~Accounts() override;

    /// The one that was used last, or nothing.
    std::optional<Account> current() const;
    /// Secrets go into an encrypted file from now on, also those of the account that is open: what a person
    /// chooses where there is no keychain.
    void useFile(bool use);

    using Opened = std::function<void(const shared::Result<Session *> &)>;
    /// Keeps who has just signed in and opens the session. Where the keychain does not answer, the session is
    /// opened all the same and secretsNotKept() says that the next start will ask for the password.
    void add(const SignedIn &signedIn, Opened opened);
    /// Opens a known account; NotFound where its secret is gone: sign in again, the replica is kept.
    void open(const Account &account, Opened opened);
    /// The session's outcome of signing out is the caller's business; this forgets secrets, and the replica
    /// with it.
    void forget(const Account &account, std::function<void(const shared::Outcome &)> finished);

Q_SIGNALS:
    /// A sentence for people, with the choice of the encrypted file.
    void secretsNotKept(const QString &reason);

private:
    void load();
    shared::Outcome save() const;
    CredentialStore &storeOf(const Account &account);
    void keep(const QString &id, const Tokens &tokens);
    const Account *find(const QString &id) const;
    Session *makeSession(const Account &account, const Tokens &tokens);
    QString replicaFile(const Account &account) const;

    QString m_folder;
    std::unique_ptr<CredentialStore> m_keychain;
    std::unique_ptr<CredentialStore> m_file;
    QList<Account> m_accounts; ///< the one used last first
    QHash<QString, Tokens> m_open; ///< of the accounts that have been opened, by their id
    bool m_useFile = false;
};

}
