#pragma once

#include "server/host/exitcode.h"
#include "server/host/serverhost.h"
#include "server/host/signalwatcher.h"
#include "server/platform/configloader.h"
#include "server/rpc/rpctransport.h"

#include <QObject>

namespace hearth::server::host {

/// hearthd: a ServerHost, the log, and what signals ask for.
class Daemon final : public QObject {
    Q_OBJECT

public:
    explicit Daemon(const ConfigRequest &request);

    /// Runs until a signal ends it; the exit code.
    int run();

private:
    void announce();
    void end(ExitCode code, const QString &message);
    void reload();
    shared::Outcome writePortFile() const;

    const Config m_config;
    const QStringList m_ignored;
    SignalWatcher m_signals;
    rpc::RpcTransport m_transport;
    ServerHost m_host;
    bool m_endWanted = false;
};

}
