#pragma once

#include "client/models/habits.h"
#include "client/models/quiethours.h"

#include <QObject>

namespace hearth::client {

/// How the app reaches the network.
struct ProxyChoice {
    enum class Kind { System, None, Http, Socks };
    Kind kind = Kind::System;
    QString host;
    int port = 0;

    friend bool operator==(const ProxyChoice &, const ProxyChoice &) = default;
};

/// What a person has chosen for this computer; kept in the app's settings file.
class Preferences : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    Habits habits() const;
    void setHabits(const Habits &habits);
    QuietHours quietHours() const;
    void setQuietHours(const QuietHours &quiet);
    /// Whether the app goes on in the tray when its window is closed.
    bool staysInTray() const;
    void setStaysInTray(bool stays);
    ProxyChoice proxy() const;
    void setProxy(const ProxyChoice &proxy);

Q_SIGNALS:
    void changed();
};

}
