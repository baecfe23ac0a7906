#pragma once

#include "server/calendar/polls/poll.h"
#include "shared/base/clock.h"

namespace hearth::server::calendar {

/// Reads what a person wants of a poll.
class PollDraft {
public:
    /// Times without an offset are read in `zone`.
    PollDraft(QTimeZone zone, const shared::Clock &clock);

    /// `poll` with the members that `json` has put over it: title, location, description, options, state. An
    /// option with the id of one that is there, and its times or none, stays it. InvalidArgument for what is
    /// no poll.
    shared::Result<Poll> apply(const QJsonObject &json, Poll poll) const;

private:
    shared::Result<QList<PollOption>> options(const QJsonValue &value, const Poll &poll) const;
    shared::Result<PollOption> option(const QJsonObject &object, const Poll &poll) const;

    QTimeZone m_zone;
    const shared::Clock &m_clock;
};

}
