#pragma once

#include "server/calendar/changes/changefeed.h"
#include "shared/base/clock.h"
#include "shared/sql/database.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace hearth::server::calendar {

/// ChangeListener's part in its own thread.
class ListeningConnection : public QObject {
    Q_OBJECT

public:
    static QString channel();
    static QString personalChannel();

    ListeningConnection(shared::DatabaseUrl url, ChangeFeed &feed, const shared::Clock &clock, qint64 pingMs);

    /// In the thread that it was moved to.
    void start();

private:
    void open();
    void listen();
    void check();
    void lose(const char *why);
    void hear(const QString &name, const QString &payload);
    void hearChange(const QString &payload);
    void hearPersonal(const QString &payload);
    void catchUp();
    void announceAfter(const shared::CalendarId &calendar, qint64 since);

    shared::DatabaseUrl m_url;
    ChangeFeed &m_feed;
    const shared::Clock &m_clock;
    qint64 m_pingMs;
    std::unique_ptr<shared::Database> m_db;
    QTimer m_pingTimer{this};
    QTimer m_retryTimer{this};
    qint64 m_lastGoodMs = 0; ///< when the connection was known to work; 0: never yet
};

}
