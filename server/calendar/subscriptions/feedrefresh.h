#pragma once

#include "server/calendar/subscriptions/feedsync.h"
#include "server/calendar/subscriptions/fetchthread.h"
#include "server/calendar/subscriptions/readingpool.h"
#include "server/calendar/subscriptions/refreshpace.h"

namespace hearth::server::calendar {

/// One refresh under way: fetched, read, brought in, and its outcome written down.
class FeedRefresh : public std::enable_shared_from_this<FeedRefresh> {
public:
    struct Tools {
        Writer &writer;
        SagaRunner &runner;
        FetchThread &fetches;
        ReadingPool &readers;
        const CalendarOptions &options;
    };
    /// `done`: when its outcome is written, or can't be.
    FeedRefresh(const Tools &tools, FeedClaim claim, std::function<void()> done);

    void start();

private:
    void fetched(const shared::Result<FetchedText> &text);
    void read(const FetchedText &text);
    void succeed();
    void fail(const shared::Error &error);
    void record();
    RefreshPace pace() const;

    const Tools m_tools;
    FeedClaim m_claim; ///< its subscription becomes what is written at the end
    const std::function<void()> m_done;
    qint64 m_wishMs = 0; ///< how long the feed asks to be left alone
};

}
