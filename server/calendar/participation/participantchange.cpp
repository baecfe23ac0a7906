#include "server/calendar/participation/participantchange.h"

#include <algorithm>

namespace hearth::server::calendar {

using shared::Participant;

shared::Result<SeriesBatch> changeParticipant(const SeriesTarget &target, shared::Event event,
                                              const Participant &before, const Participant &after,
                                              const shared::EventId &newId)
{
    // Copies: they may be part of the lists that are changed here.
    const Participant former = before;
    const Participant now = after;
    std::replace(event.participants.begin(), event.participants.end(), former, now);
    auto change = target.change(event, newId);
    if (!change || target.scope == shared::EditScope::This)
        return change;
    for (EventPut &put : change->batch.puts) {
        // What comes before a split is not meant.
        const bool isHead = target.scope == shared::EditScope::Following && put.event.id == event.id
            && change->answer != event.id;
        if (!isHead)
            std::replace(put.event.participants.begin(), put.event.participants.end(), former, now);
    }
    return change;
}

}
