#pragma once

#include <QLocalServer>
#include <QObject>

namespace hearth::client {

/// One app for each data folder: a second start hands its link to the first and ends.
class SingleInstance : public QObject {
    Q_OBJECT

public:
    explicit SingleInstance(const QString &dataFolder, QObject *parent = nullptr);

    /// Whether another one runs; it has been given `link` (which may be empty) and comes to the front.
    bool handOver(const QString &link);
    /// From now on this is the one.
    void listen();

Q_SIGNALS:
    void activated(const QString &link);

private:
    QString m_name;
    QLocalServer m_server;
};

}
