#pragma once

#include "server/calendar/changes/changefeed.h"
#include "shared/base/clock.h"

#include <QThread>

namespace hearth::server::calendar {

/// Hears of the changes of every instance on one PostgreSQL database (LISTEN; the table's trigger notifies,
/// on a connection and a thread of its own), reads them from the log and gives them to the feed. A lost
/// connection is opened again, and what was committed meanwhile is caught up with.
class ChangeListener {
public:
    ChangeListener(const shared::DatabaseUrl &url, ChangeFeed &feed, const shared::Clock &clock,
                   qint64 pingMs);
    ~ChangeListener();
    ChangeListener(const ChangeListener &) = delete;
    ChangeListener &operator=(const ChangeListener &) = delete;

private:
    QThread m_thread;
};

}
