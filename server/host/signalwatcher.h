#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace hearth::server::host {

/// SIGTERM, SIGINT and SIGHUP as Qt signals.
class SignalWatcher final : public QObject {
    Q_OBJECT

public:
    /// Keeps the signals from ending the process; before any thread is started.
    static bool block();
    explicit SignalWatcher(QObject *parent = nullptr);
    ~SignalWatcher() override;

Q_SIGNALS:
    /// SIGTERM or SIGINT. The second one ends the process at once.
    void endRequested();
    /// SIGHUP.
    void reloadRequested();

private:
    void readSignals();

    int m_fd = -1;
    bool m_ending = false;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

}
