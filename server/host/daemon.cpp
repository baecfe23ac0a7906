#include "server/host/daemon.h"

#include "server/platform/logging.h"

#include <QCoreApplication>
#include <QSaveFile>
#include <QTextStream>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace hearth::server::host {

namespace {

LogOptions logOptions(const Config &config)
{
    LogOptions options;
    options.file = config.path("log.file"_L1);
    const QString level = config.text("log.level"_L1);
    options.level = level == "debug"_L1 ? QtDebugMsg
        : level == "warning"_L1         ? QtWarningMsg
        : level == "error"_L1           ? QtCriticalMsg
                                        : QtInfoMsg;
    const QString format = config.text("log.format"_L1);
    options.format = format == "json"_L1 ? LogFormat::Json
        : format == "text"_L1            ? LogFormat::Text
                                         : LogFormat::Auto;
    return options;
}

}

Daemon::Daemon(const ConfigRequest &request)
    : m_config(request.config)
    , m_ignored(request.ignored)
    , m_host(request.config, &m_transport)
{
    connect(&m_host, &ServerHost::started, this, &Daemon::announce);
    connect(&m_host, &ServerHost::failed, this, &Daemon::end);
    connect(&m_host, &ServerHost::stopped, this, [this] { end(ExitCode::Done, {}); });
    connect(&m_signals, &SignalWatcher::reloadRequested, this, &Daemon::reload);
    connect(&m_signals, &SignalWatcher::endRequested, this, [this] {
        m_endWanted = true;
        m_host.stop();
    });
}

int Daemon::run()
{
    if (const auto logging = startLogging(logOptions(m_config)); !logging) {
        QTextStream(stderr) << u"hearthd: log.file: "_s << logging.error().message << u'\n';
        return int(ExitCode::BadConfig);
    }
    for (const QString &name : m_ignored)
        logWarning(lcHost(), u"%1 is no setting and is ignored; --help lists all of them"_s.arg(name));
    m_host.start();
    return QCoreApplication::exec();
}

void Daemon::announce()
{
    if (m_endWanted)
        return m_host.stop();
    if (const auto written = writePortFile(); !written)
        return end(ExitCode::BadConfig, written.error().message);
    const HostAddresses &addresses = m_host.addresses();
    QTextStream out(stdout);
    for (const Endpoint &endpoint : addresses.clients)
        out << u"hearthd answers on "_s << clientUrl(endpoint) << u'\n';
    if (!addresses.rpc.isEmpty())
        out << u"hearthd serves "_s << m_config.text("role"_L1) << u" on "_s << addresses.rpc << u'\n';
}

void Daemon::end(ExitCode code, const QString &message)
{
    if (!message.isEmpty()) {
        if (!m_config.isEmpty("log.file"_L1))
            logError(lcHost(), message);
        QTextStream(stderr) << u"hearthd: "_s << message << u'\n';
    }
    QCoreApplication::exit(int(code));
}

void Daemon::reload()
{
    if (const auto reopened = reopenLog(); !reopened)
        logError(lcHost(), reopened.error().message);
    m_host.reload();
    logInfo(lcHost(), u"Reopened the log and read the certificate anew"_s);
}

shared::Outcome Daemon::writePortFile() const
{
    const QString name = m_config.path("port_file"_L1);
    if (name.isEmpty())
        return shared::Done{};
    QSaveFile file(name);
    const QByteArray content = m_host.addresses().toJson() + '\n';
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return shared::Done{};
    return shared::Error{shared::ErrorCode::InvalidArgument,
                         u"port_file: %1 can't be written: %2"_s.arg(name, file.errorString())};
}

}
