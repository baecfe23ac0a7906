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

}
