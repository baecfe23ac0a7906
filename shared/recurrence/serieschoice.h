#pragma once

#include "shared/base/ids.h"
#include "shared/recurrence/seriesedit.h"

namespace hearth::shared {

/// Which occurrences of a series a change is for, as its author means it.
struct SeriesChoice {
    EventId series;
    QString occurrence; ///< the one from which the scope is seen: its wall time; empty: the series' start
    EditScope scope = EditScope::All;
    EventId made; ///< the id, at its author's, of the event that the change makes, where it makes one
};

}
