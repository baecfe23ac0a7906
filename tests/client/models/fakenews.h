#pragma once

#include "client/models/noticelist.h"

namespace hearth::tests {

/// A server's notices in memory.
class FakeNews : public client::NoticeSink {
public:
    void fetchNotices(shared::CalendarId calendar, qint64 since, Answered answered) override
    {
        asked.append(since);
        if (failure)
            return answered(*failure);
        QList<client::Notice> list;
        for (const client::Notice &notice : notices)
            if (notice.calendar == calendar && notice.seq > since)
                list.append(notice);
        answered(list);
    }
    void keepSeen(const QHash<shared::CalendarId, qint64> &seen) override { kept = seen; }

    QList<client::Notice> notices; ///< oldest first
    QHash<shared::CalendarId, qint64> kept;
    QList<qint64> asked;
    std::optional<shared::Error> failure;
};

}
