#include "server/calendar/changes/changelistener.h"

#include "server/calendar/changes/listeningconnection.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

ChangeListener::ChangeListener(const shared::DatabaseUrl &url, ChangeFeed &feed, const shared::Clock &clock,
                               qint64 pingMs)
{
    auto *connection = new ListeningConnection(url, feed, clock, pingMs);
    connection->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::started, connection, &ListeningConnection::start);
    QObject::connect(&m_thread, &QThread::finished, connection, &QObject::deleteLater);
    m_thread.setObjectName(u"calendar-listen"_s);
    m_thread.start();
}

ChangeListener::~ChangeListener()
{
    m_thread.quit();
    m_thread.wait();
}

void ChangeListener::notify(shared::Database &database, const shared::Change &newest)
{
    auto query = database.query(u"SELECT pg_notify(:channel, :payload)"_s);
    query.bind(u":channel"_s, ListeningConnection::channel())
        .bind(u":payload"_s, u"%1 %2"_s.arg(newest.calendar.toString()).arg(newest.seq))
        .run();
}

}
