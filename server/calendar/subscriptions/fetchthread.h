#pragma once

#include "server/calendar/subscriptions/calendarfetch.h"

#include <QThread>

#include <memory>
#include <mutex>

namespace hearth::server::calendar {

/// The thread on which feeds are fetched: begun with the first one. Thread-safe.
class FetchThread {
public:
    explicit FetchThread(FetchPolicy policy);
    /// close()
    ~FetchThread();
    FetchThread(const FetchThread &) = delete;
    FetchThread &operator=(const FetchThread &) = delete;

    /// `done` on that thread; never where it is closed first.
    void fetch(const FetchRequest &request, const CalendarFetch::Done &done);
    /// Ends what is under way; nothing is called any more once it has returned.
    void close();

private:
    const FetchPolicy m_policy;
    std::mutex m_mutex;
    bool m_closed = false;
    std::unique_ptr<QThread> m_thread;
    QObject *m_fetches = nullptr; ///< lives on the thread and goes with it
};

}
