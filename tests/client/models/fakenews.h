#pragma once

#include "client/models/noticelist.h"

#include <algorithm>

namespace hearth::tests {

/// A server's notices in memory.
class FakeNews : public client::NoticeSink {
public:
    void fetchNotices(shared::CalendarId calendar, qint64 since, Answered answered) override
    {
        asked.append(since);
        if (failure)
            return answered(*failure);
        client::NoticePage page;
        page.seq = std::max<qint64>(since, 0);
        for (const client::Notice &notice : notices) {
            if (notice.calendar != calendar || notice.seq <= since)
                continue;
            page.more = page.notices.size() == pageSize;
            if (page.more)
                break;
            page.notices.append(notice);
            page.seq = notice.seq;
        }
        answered(page);
    }
    void keepSeen(const QHash<shared::CalendarId, qint64> &seen) override { kept = seen; }

    QList<client::Notice> notices; ///< oldest first
    int pageSize = 500;
    QHash<shared::CalendarId, qint64> kept;
    QList<qint64> asked;
    std::optional<shared::Error> failure;
};

}
