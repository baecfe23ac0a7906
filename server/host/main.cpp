#include "server/host/backupcommand.h"
#include "server/host/daemon.h"
#include "server/host/exitcode.h"
#include "server/host/hostfailure.h"
#include "server/host/signalwatcher.h"
#include "server/platform/configloader.h"

#include <QCoreApplication>
#include <QTextStream>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace hearth::server;
using namespace hearth::server::host;

namespace {

int print(const QString &text)
{
    QTextStream(stdout) << text;
    return int(ExitCode::Done);
}

int fail(ExitCode code, const QString &message)
{
    QTextStream(stderr) << u"hearthd: "_s << message << u'\n';
    return int(code);
}

int carryOut(void (*command)(const ConfigRequest &), const ConfigRequest &request)
{
    try {
        command(request);
        return int(ExitCode::Done);
    } catch (const HostFailure &failure) {
        return fail(failure.code(), failure.message());
    } catch (const std::exception &error) {
        return fail(ExitCode::Internal, QString::fromUtf8(error.what()));
    }
}

}

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1"); // glib's dispatcher grows slow with the number of sockets
    if (!SignalWatcher::block())
        return fail(ExitCode::Internal, u"The signals can't be set up"_s);
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"hearthd"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(HEARTH_VERSION));

    const auto request = loadConfig(QCoreApplication::arguments(), QProcessEnvironment::systemEnvironment());
    if (!request)
        return fail(ExitCode::BadConfig, request.error().message);
    switch (request->action) {
    case ConfigRequest::Action::ShowHelp:
        return print(configHelp());
    case ConfigRequest::Action::ShowVersion:
        return print(u"hearthd %1\n"_s.arg(QCoreApplication::applicationVersion()));
    case ConfigRequest::Action::PrintConfig:
        return print(request->config.print());
    case ConfigRequest::Action::Backup:
        return carryOut(runBackup, *request);
    case ConfigRequest::Action::Restore:
        return carryOut(runRestore, *request);
    case ConfigRequest::Action::Run:
        break;
    }
    Daemon daemon(*request);
    return daemon.run();
}
