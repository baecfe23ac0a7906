#pragma once

#include "client/models/onboarding.h"
#include "server/host/serverhost.h"

#include <QObject>

#include <functional>
#include <memory>

namespace hearth::client {

/// The server inside the app: plain HTTP for this computer alone, HTTPS with a certificate of its own for the
/// network.
class HostedServer : public QObject {
    Q_OBJECT

public:
    /// `folder` holds databases and certificate; made where it is missing.
    explicit HostedServer(QString folder, QObject *parent = nullptr);
    ~HostedServer() override;

    using Finished = std::function<void(const shared::Outcome &)>;
    /// Starts where it does not run yet; the error's message is a sentence for people.
    void start(Finished finished);
    /// Ends what is under way, then stops.
    void stop(std::function<void()> stopped);

    bool isRunning() const;
    /// "http://127.0.0.1:PORT": where this app finds it. The port stays the same from start to start where it
    /// is free.
    QString localUrl() const;
    HostingStatus status() const;
    /// The address that an invitation names: the first of status().addresses.
    QString invitationAddress() const;

Q_SIGNALS:
    void statusChanged(const hearth::client::HostingStatus &status);

private:
    void launch(quint16 localPort, quint16 networkPort);
    void onStarted();
    void onFailed(server::host::ExitCode code, const QString &message);
    void finish(const shared::Outcome &outcome);

    QString m_folder;
    std::unique_ptr<server::host::ServerHost> m_host;
    QList<Finished> m_waiting;
    QString m_problem;
    quint16 m_localPort = 0;
    quint16 m_networkPort = 0;
};

}
