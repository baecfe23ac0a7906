#pragma once

#include "client/models/connectionstate.h"
#include "client/models/onboarding.h"
#include "client/ui/dialogs/ground.h"

class QSpacerItem;
class QTimeZone;

namespace hearth::shared {
class Clock;
}

namespace hearth::client::ui {

class Label;
class Separator;

/// Bottom: the connection in words, whether the server is in this app, how many are here; at the end the time
/// zone.
class StatusBar : public Ground {
    Q_OBJECT

public:
    StatusBar(const ThemeSource &themes, const shared::Clock &clock, QWidget *parent = nullptr);

    void setConnection(const ConnectionState &state);
    void setHosting(const HostingStatus &status);
    void setOnline(int people);
    void setZone(const QTimeZone &zone);

    /// "Live", "Offline: 3 changes waiting", ...
    static QString words(const ConnectionState &state);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int signWidth() const;

    const ThemeSource &m_themes;
    const shared::Clock &m_clock;
    ConnectionState m_state;
    QSpacerItem *m_sign;
    Separator *m_retryLine;
    Label *m_zone;
    Label *m_connection;
    Label *m_rest;
    Label *m_retry;
    QString m_hosting;
    int m_online = 0;
    void compose();
};

}
