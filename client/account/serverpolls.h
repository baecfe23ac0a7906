#pragma once

#include "client/account/servercalls.h"
#include "client/models/polls.h"

namespace hearth::client {

/// The polls of a session's server, over its HTTP API.
class ServerPolls final : public Polls {
public:
    /// `username`: whose own answers are told apart.
    ServerPolls(ServerCalls calls, QString username);

    void list(shared::CalendarId calendar, Answered<QList<Poll>> answered) override;
    void create(shared::CalendarId calendar, const PollWish &wish, Finished finished) override;
    void answer(const Poll &poll, const QHash<QUuid, PollAnswer> &answers, Finished finished) override;
    void pick(const Poll &poll, const QUuid &option, Finished finished) override;
    void remove(const Poll &poll, Finished finished) override;

private:
    ServerCalls m_calls;
    QString m_username;
};

}
