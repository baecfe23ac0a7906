#pragma once

#include "client/account/accounts.h"
#include "client/account/signin.h"
#include "client/app/desktop/autostart.h"
#include "client/hosting/hostedserver.h"
#include "client/models/onboarding.h"

#include <QPointer>

#include <memory>

namespace hearth::client {

class Session;

/// Ties the app together: the server inside it, the accounts, the session that the window works on.
class AppController : public Onboarding {
    Q_OBJECT

public:
    /// All that the app keeps lies in `dataFolder`.
    AppController(const QString &dataFolder, std::unique_ptr<CredentialStore> keychain,
                  QObject *parent = nullptr);
    ~AppController() override;

    /// Opens the account that was used last, its server first where it is in this app.
    void resume();
    /// Secrets go into the encrypted file instead of the keychain.
    void useSecretsFile();
    /// Lets the embedded server end what is under way.
    void shutDown(std::function<void()> done);

    void startHere(const HostRequest &request, Finished finished) override;
    void join(const JoinRequest &request, Finished finished) override;
    void signIn(const SignInRequest &request, Finished finished) override;
    QString offeredFingerprint() const override { return m_offered; }
    Workspace *workspace() override;
    bool isOpening() const override { return m_opening; }
    HostingStatus hosting() const override { return m_server.status(); }
    InvitationLink invitation(const QString &calendarName) const override;
    /// Where the embedded server answers on this computer; empty where it does not run.
    QString localUrl() const { return m_server.localUrl(); }
    bool keepsHosting() const override;
    void setKeepsHosting(bool keep) override;
    bool startsWithSession() const override { return m_autostart.isEnabled(); }
    shared::Outcome setStartsWithSession(bool start) override { return m_autostart.setEnabled(start); }

Q_SIGNALS:
    /// Secrets can't be kept: the sentence says why. useSecretsFile() is the way out.
    void secretsNotKept(const QString &reason);
    /// Something that a person should know before the window shows anything: a sentence.
    void resumeFailed(const QString &sentence);

private:
    void run(const shared::Result<ServerAddress> &server, const SignInWish &wish, const Finished &finished);
    void opened(const shared::Result<Session *> &session, const Finished &finished);
    void openAccount(const Account &account);
    void sessionEnded();
    bool hosts() const;

    Autostart m_autostart;
    HostedServer m_server;
    Accounts m_accounts;
    std::unique_ptr<SignIn> m_signIn;
    QPointer<Session> m_session;
    QString m_offered;
    bool m_opening = false;
};

}
