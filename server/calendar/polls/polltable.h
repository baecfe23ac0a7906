#pragma once

#include "server/calendar/polls/poll.h"
#include "shared/sql/database.h"

namespace hearth::server::calendar {

/// The tables `polls` and `poll_answers`.
class PollTable {
public:
    explicit PollTable(shared::Database &database);

    void insert(const Poll &poll);
    /// With its replies.
    std::optional<Poll> find(const shared::CalendarId &calendar, const shared::PollId &id);
    /// Open ones first, then newest first; with their replies.
    QList<Poll> ofCalendar(const shared::CalendarId &calendar);
    qint64 count(const shared::CalendarId &calendar);
    /// Writes everything but the replies. False where it is another than `before` by now, or its event is
    /// being made.
    bool update(const Poll &poll, qint64 before);
    /// As update().
    bool remove(const Poll &poll);
    void setReply(const shared::PollId &id, const PollReply &reply, qint64 nowMs);

    /// From open to picking; the row is this transaction's from here on. False where it is not open.
    bool claim(const shared::CalendarId &calendar, const shared::PollId &id, const QUuid &option,
               const shared::EventId &event);
    /// From picking to closed: `event` is there. False where that is not the one.
    bool close(const shared::PollId &id, const shared::EventId &event, qint64 version);
    /// From picking back to open: `event` came to nothing.
    void release(const shared::PollId &id, const shared::EventId &event);

private:
    QList<PollReply> replies(const Poll &poll);

    shared::Database &m_db;
};

}
