#pragma once

#include "client/account/servercalls.h"
#include "client/models/noticelist.h"

namespace hearth::client {

/// The notices of a session's server, over its HTTP API.
class ServerNotices final : public NoticeSink {
public:
    explicit ServerNotices(ServerCalls calls);

    void fetchNotices(shared::CalendarId calendar, qint64 since, Answered answered) override;
    void keepSeen(const QHash<shared::CalendarId, qint64> &seen) override;

    /// What keepSeen() has written.
    static QHash<shared::CalendarId, qint64> seenFrom(const QString &text);

private:
    void fetchSince(shared::CalendarId calendar, qint64 since, const Answered &answered);

    ServerCalls m_calls;
};

}
