#include "server/calendar/subscriptions/fetchthread.h"

namespace hearth::server::calendar {

using namespace Qt::StringLiterals;

FetchThread::FetchThread(FetchPolicy policy)
    : m_policy(std::move(policy))
{
}

FetchThread::~FetchThread() { close(); }

void FetchThread::fetch(const FetchRequest &request, const CalendarFetch::Done &done)
{
    const std::lock_guard guard(m_mutex);
    if (m_closed)
        return;
    if (!m_thread) {
        m_thread = std::make_unique<QThread>();
        m_thread->setObjectName(u"feeds"_s);
        m_fetches = new QObject;
        m_fetches->moveToThread(m_thread.get());
        QObject::connect(m_thread.get(), &QThread::finished, m_fetches, &QObject::deleteLater);
        m_thread->start();
    }
    QMetaObject::invokeMethod(m_fetches, [policy = m_policy, request, done, parent = m_fetches] {
        (new CalendarFetch(policy, request, done, parent))->start();
    });
}

void FetchThread::close()
{
    std::unique_ptr<QThread> thread;
    {
        const std::lock_guard guard(m_mutex);
        m_closed = true;
        thread = std::move(m_thread);
    }
    if (!thread)
        return;
    thread->quit();
    thread->wait();
}

}
