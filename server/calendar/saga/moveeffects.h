#pragma once

#include "server/calendar/saga/saga.h"
#include "server/calendar/store/eventtable.h"
#include "server/calendar/unitofwork.h"

namespace hearth::server::calendar {

/// What a move does to its two calendars, all at once: its events go from one and are in the other, each with
/// a change in both. At no time are they in neither.
class MoveEffects {
public:
    MoveEffects(UnitOfWork &unit, const Saga &saga);

    /// Answers the event that the caller is told of. NotFound where a calendar has gone meanwhile. Does not
    /// commit.
    shared::Result<shared::Event> apply();

private:
    shared::Outcome lockCalendars();
    shared::Outcome leave(const shared::EventId &id);
    void arrive(const shared::Event &wanted);
    shared::Outcome takeComments(const shared::EventId &id);
    void takeReadMarks(const shared::EventId &id, qint64 firstSeq);
    void takeReminders(const shared::EventId &id);
    void keepDavName(const shared::Event &master);

    UnitOfWork &m_unit;
    const Saga &m_saga;
    EventTable m_events;
    QHash<shared::EventId, shared::Event> m_before;
    NextSeq m_there; ///< of the calendar that they leave
    NextSeq m_here;
    std::optional<shared::Event> m_answer;
};

}
