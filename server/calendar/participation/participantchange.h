#pragma once

#include "server/calendar/series/seriestarget.h"

namespace hearth::server::calendar {

/// The change that puts `after` in place of `before` among who takes part in `event`, the target's current
/// one as it is to be. Changed instances of a series in which that participant has answered as in the series
/// take it over, whatever others have answered in them.
shared::Result<SeriesBatch> changeParticipant(const SeriesTarget &target, shared::Event event,
                                              const shared::Participant &before,
                                              const shared::Participant &after, const shared::EventId &newId);

}
