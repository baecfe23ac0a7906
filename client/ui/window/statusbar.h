#pragma once

#include "client/models/connectionstate.h"
#include "client/models/onboarding.h"
#include "client/ui/dialogs/ground.h"

namespace hearth::client::ui {

class Label;

/// Bottom: the connection in words, whether the server is in this app, how many are here; at the end the time
/// zone.
class StatusBar : public Ground {
    Q_OBJECT

public:
    explicit StatusBar(const ThemeSource &themes, QWidget *parent = nullptr);

    void setConnection(const ConnectionState &state);
    void setHosting(const HostingStatus &status);
    void setOnline(int people);

    /// "Live", "Offline: 3 changes waiting", ...
    static QString words(const ConnectionState &state);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const ThemeSource &m_themes;
    ConnectionState m_state;
    Label *m_connection;
    Label *m_rest;
    Label *m_retry;
    QString m_hosting;
    int m_online = 0;
    void compose();
};

}
