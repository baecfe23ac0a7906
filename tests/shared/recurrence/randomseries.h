#pragma once

#include "shared/recurrence/series.h"

#include <QRandomGenerator>

namespace hearth::tests {

/// A rule of any frequency that parseRule() lets through.
shared::Rule randomRule(QRandomGenerator &random);
/// A series around the year 2025, in one of some zones or all-day, with RDATEs and EXDATEs at times.
shared::Series randomSeries(QRandomGenerator &random);

}
