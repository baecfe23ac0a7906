#include "client/app/appcontroller.h"

#include "client/account/session.h"

#include <QCoreApplication>
#include <QDir>
#include <QSettings>

namespace hearth::client {

using namespace Qt::StringLiterals;

namespace {
const QString kHosts = u"hosting/enabled"_s;
const QString kKeeps = u"hosting/keepsWhenClosed"_s;
}

AppController::AppController(const QString &dataFolder, std::unique_ptr<CredentialStore> keychain,
                             QObject *parent)
    : Onboarding(parent)
    , m_autostart(Autostart::usualFolder(),
                  {QCoreApplication::applicationFilePath(), u"--background"_s, u"--data"_s, dataFolder})
    , m_server(QDir(dataFolder).filePath(u"server"_s))
    , m_accounts(QDir(dataFolder).filePath(u"accounts"_s), std::move(keychain))
{
    connect(&m_server, &HostedServer::statusChanged, this, &Onboarding::hostingChanged);
    connect(&m_accounts, &Accounts::secretsNotKept, this, &AppController::secretsNotKept);
}

AppController::~AppController()
{
    // The session writes its last changes before the server that it sends them to goes.
    delete m_session;
}

bool AppController::hosts() const { return QSettings().value(kHosts).toBool(); }

void AppController::useSecretsFile() { m_accounts.useFile(true); }

void AppController::resume()
{
    const auto account = m_accounts.current();
    m_opening = account.has_value();
    if (!hosts()) {
        if (account)
            openAccount(*account);
        return;
    }
    m_server.start([this, account](const shared::Outcome &outcome) {
        if (!outcome)
            Q_EMIT resumeFailed(outcome.error().message);
        if (!account)
            return;
        // The local port may be another one than the last time.
        Account here = *account;
        const auto local = ServerAddress::parse(m_server.localUrl());
        if (outcome && local && !here.server.isEncrypted())
            here.server = *local;
        openAccount(here);
    });
}

void AppController::openAccount(const Account &account)
{
    m_accounts.open(account, [this](const shared::Result<Session *> &session) {
        m_opening = false;
        opened(session, [this](const shared::Outcome &outcome) {
            if (outcome)
                return;
            Q_EMIT workspaceChanged();
            Q_EMIT resumeFailed(outcome.error().message);
        });
    });
}

void AppController::startHere(const HostRequest &request, Finished finished)
{
    m_server.start([this, request, finished](const shared::Outcome &outcome) {
        if (!outcome)
            return finished(outcome);
        SignInWish wish{request.username,     request.password,        true, SignInWish::Calendar::Create,
                        request.calendarName, request.calendarPassword};
        run(ServerAddress::parse(m_server.localUrl()), wish, [finished](const shared::Outcome &done) {
            if (done)
                QSettings().setValue(kHosts, true);
            finished(done);
        });
    });
}

void AppController::join(const JoinRequest &request, Finished finished)
{
    SignInWish wish{request.username,
                    request.password,
                    request.newAccount,
                    SignInWish::Calendar::Join,
                    request.calendarName,
                    request.calendarPassword,
                    {},
                    request.inviteCode};
    run(ServerAddress::parse(request.server, request.fingerprint), wish, finished);
}

void AppController::signIn(const SignInRequest &request, Finished finished)
{
    SignInWish wish{request.username, request.password, request.newAccount};
    run(ServerAddress::parse(request.server, request.fingerprint), wish, finished);
}

void AppController::run(const shared::Result<ServerAddress> &server, const SignInWish &wish,
                        const Finished &finished)
{
    if (!server)
        return finished(server.error());
    m_signIn = std::make_unique<SignIn>(*server);
    m_signIn->run(wish, [this, finished](const shared::Result<SignedIn> &signedIn) {
        m_offered = m_signIn->offeredFingerprint();
        if (!signedIn)
            return finished(signedIn.error());
        m_accounts.add(*signedIn, [this, finished](const shared::Result<Session *> &session) {
            opened(session, finished);
        });
    });
}

void AppController::opened(const shared::Result<Session *> &session, const Finished &finished)
{
    if (!session)
        return finished(session.error());
    // The window lets go of the old session's models before they go.
    const std::unique_ptr<Session> old(m_session.get());
    m_session = *session;
    connect(m_session, &Workspace::signedOut, this, &AppController::sessionEnded);
    Q_EMIT workspaceChanged();
    finished(shared::Done{});
}

void AppController::sessionEnded()
{
    Session *ended = m_session;
    m_session = nullptr;
    Q_EMIT workspaceChanged();
    if (ended)
        ended->deleteLater();
    if (const auto account = m_accounts.current()) {
        m_accounts.forget(*account, [this](const shared::Outcome &outcome) {
            if (!outcome)
                Q_EMIT resumeFailed(outcome.error().message);
        });
    }
}

Workspace *AppController::workspace() { return m_session; }

InvitationLink AppController::invitation(const QString &calendarName) const
{
    if (m_server.isRunning())
        return {m_server.invitationAddress(), calendarName, m_server.status().fingerprint};
    const auto account = m_accounts.current();
    return account
        ? InvitationLink{account->server.displayName(), calendarName, account->server.fingerprint()}
        : InvitationLink{};
}

bool AppController::keepsHosting() const { return QSettings().value(kKeeps, true).toBool(); }

void AppController::setKeepsHosting(bool keep)
{
    QSettings().setValue(kKeeps, keep);
    Q_EMIT hostingChanged(m_server.status()); // what depends on it: whether the app may end with its window
}

void AppController::shutDown(std::function<void()> done)
{
    delete m_session;
    m_server.stop(std::move(done));
}

}
