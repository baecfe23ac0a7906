#include "client/hosting/hostedserver.h"

#include <QDir>
#include <QNetworkInterface>
#include <QSettings>
#include <QSysInfo>

namespace hearth::client {

using namespace Qt::StringLiterals;
using server::host::ExitCode;
using server::host::ServerHost;

namespace {
constexpr quint16 kNetworkPort = 8443;

/// IPv4 first, since that is what people can read out; no link-local ones.
QStringList networkAddresses(quint16 port)
{
    QStringList four;
    QStringList six;
    const auto all = QNetworkInterface::allAddresses();
    for (const QHostAddress &address : all) {
        if (address.isLoopback() || address.isLinkLocal())
            continue;
        if (address.protocol() == QAbstractSocket::IPv4Protocol)
            four.append(u"%1:%2"_s.arg(address.toString()).arg(port));
        else
            six.append(u"[%1]:%2"_s.arg(address.toString()).arg(port));
    }
    if (four.isEmpty() && six.isEmpty())
        four.append(u"127.0.0.1:%1"_s.arg(port));
    return four + six;
}

QString sentenceFor(ExitCode code, const QString &message)
{
    switch (code) {
    case ExitCode::DataFolderUnusable:
        return HostedServer::tr("The server’s folder can’t be used, perhaps because another Hearth is "
                                "hosting here already: %1")
            .arg(message);
    case ExitCode::SchemaNewer:
        return HostedServer::tr("The data was made by a newer Hearth. Please update this one.");
    default:
        return HostedServer::tr("The server could not start: %1").arg(message);
    }
}
}

HostedServer::HostedServer(QString folder, QObject *parent)
    : QObject(parent)
    , m_folder(std::move(folder))
{
}

HostedServer::~HostedServer() = default;

bool HostedServer::isRunning() const { return m_host && m_host->state() == ServerHost::State::Running; }

void HostedServer::start(Finished finished)
{
    if (isRunning())
        return finished(shared::Done{});
    m_waiting.append(std::move(finished));
    if (m_waiting.size() > 1)
        return;
    const QSettings settings;
    launch(quint16(settings.value(u"hosting/localPort"_s).toUInt()),
           quint16(settings.value(u"hosting/networkPort"_s, kNetworkPort).toUInt()));
}

void HostedServer::launch(quint16 localPort, quint16 networkPort)
{
    m_localPort = localPort;
    m_networkPort = networkPort;
    if (!QDir().mkpath(m_folder))
        return finish(
            shared::Error{shared::ErrorCode::Internal,
                          tr("The folder %1 can’t be made.").arg(QDir::toNativeSeparators(m_folder))});
    server::Config config;
    const auto set = [&config](const QString &key, const QString &value) {
        const auto outcome = config.set(key, value, u"the app"_s);
        Q_ASSERT(outcome.ok());
    };
    set(u"data"_s, m_folder);
    set(u"listen"_s, u"http://127.0.0.1:%1,https://0.0.0.0:%2"_s.arg(localPort).arg(networkPort));
    set(u"tls.self_signed"_s, u"true"_s);
    set(u"admin"_s, u"off"_s);
    m_host = std::make_unique<ServerHost>(config);
    connect(m_host.get(), &ServerHost::started, this, &HostedServer::onStarted);
    connect(m_host.get(), &ServerHost::failed, this, &HostedServer::onFailed);
    m_host->start();
}

void HostedServer::onStarted()
{
    QSettings settings;
    settings.setValue(u"hosting/localPort"_s, m_host->httpPort());
    settings.setValue(u"hosting/networkPort"_s, m_host->httpsPort());
    m_problem.clear();
    finish(shared::Done{});
}

void HostedServer::onFailed(ExitCode code, const QString &message)
{
    // A port that somebody else has taken meanwhile is no reason to refuse: take any free one.
    if (code == ExitCode::AddressUnusable && m_networkPort != 0) {
        const quint16 network = m_localPort == 0 ? quint16(0) : m_networkPort;
        QMetaObject::invokeMethod(
            this, [this, network] { launch(0, network); }, Qt::QueuedConnection);
        return;
    }
    m_problem = sentenceFor(code, message);
    finish(shared::Error{shared::ErrorCode::Unavailable, m_problem});
}

void HostedServer::finish(const shared::Outcome &outcome)
{
    Q_EMIT statusChanged(status());
    const QList<Finished> waiting = std::exchange(m_waiting, {});
    for (const Finished &finished : waiting)
        finished(outcome);
}

void HostedServer::stop(std::function<void()> stopped)
{
    if (!isRunning())
        return stopped();
    connect(
        m_host.get(), &ServerHost::stopped, this,
        [this, stopped = std::move(stopped)] {
            Q_EMIT statusChanged(status());
            stopped();
        },
        Qt::SingleShotConnection);
    m_host->stop();
}

QString HostedServer::localUrl() const
{
    return isRunning() ? u"http://127.0.0.1:%1"_s.arg(m_host->httpPort()) : QString();
}

HostingStatus HostedServer::status() const
{
    HostingStatus status;
    status.running = isRunning();
    status.name = QSysInfo::machineHostName();
    status.problem = m_problem;
    if (status.running) {
        status.addresses = networkAddresses(m_host->httpsPort());
        status.fingerprint = QString::fromLatin1(m_host->certificateFingerprint());
    }
    return status;
}

QString HostedServer::invitationAddress() const { return status().addresses.value(0); }

}
