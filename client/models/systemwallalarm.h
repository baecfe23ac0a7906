#pragma once

#include "client/models/wallalarm.h"

#include <QSocketNotifier>

#include <memory>

namespace hearth::client {

/// The kernel's alarm on the wall clock (timerfd with TFD_TIMER_CANCEL_ON_SET): no wake-up before the moment,
/// none missed by sleep, and a clock that was set is told.
class SystemWallAlarm final : public WallAlarm {
    Q_OBJECT

public:
    explicit SystemWallAlarm(QObject *parent = nullptr);
    ~SystemWallAlarm() override;

    void setFor(qint64 utcMs) override;
    void clear() override;

private:
    void read();

    int m_fd;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

}
