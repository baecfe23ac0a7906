#pragma once

#include "server/host/exitcode.h"
#include "server/host/hostaddresses.h"
#include "server/platform/config.h"

#include <QObject>
#include <QThread>

#include <memory>

namespace hearth::server {
class ServiceTransport;
}

namespace hearth::server::host {

class HostCore;

/// Hearth's server inside a program: hearthd's and the app's, the same. It runs in threads of its own; this
/// object belongs to the thread that made it and never blocks it, but for its destructor.
class ServerHost final : public QObject {
    Q_OBJECT

public:
    enum class State { Stopped, Starting, Running, Stopping };

    /// Without a transport (it must outlive the host) all services have to run in this process.
    explicit ServerHost(Config config, ServiceTransport *transport = nullptr, QObject *parent = nullptr);
    /// Cuts off what is under way, where stop() has not ended it.
    ~ServerHost() override;

    /// Starts, then emits started() (when it can serve, or listens at least and other services don't answer)
    /// or failed(). A host that was stopped or failed can be started again.
    void start();
    /// Lets what is under way end, then emits stopped().
    void stop();
    /// Reads the certificate anew.
    void reload();

    State state() const { return m_state; }
    /// Where it answers while it is running.
    const HostAddresses &addresses() const { return m_addresses; }
    quint16 httpPort() const { return m_addresses.httpPort(); }
    quint16 httpsPort() const { return m_addresses.httpsPort(); }
    quint16 adminPort() const { return m_addresses.admin ? m_addresses.admin->port : 0; }
    QByteArray certificateFingerprint() const { return m_addresses.certificateFingerprint; }
    /// Sockets that are open now; 0 unless running.
    int liveSessions() const;

Q_SIGNALS:
    void started();
    /// `message` is for an administrator.
    void failed(hearth::server::host::ExitCode code, const QString &message);
    void stopped();

private:
    void startCore();
    void announceWhenReady(int triesLeft);
    void dropCore();
    void onStarted(const HostAddresses &addresses);
    void onFailed(ExitCode code, const QString &message);
    void onStopped();

    const Config m_config;
    ServiceTransport *const m_transport;
    State m_state = State::Stopped;
    HostAddresses m_addresses;
    QThread m_thread;
    std::unique_ptr<QObject> m_context; ///< lives in m_thread: what is invoked on it runs there
    std::unique_ptr<HostCore> m_core; ///< made and destroyed in m_thread
};

}
