#pragma once

#include "shared/domain/event.h"
#include "shared/ical/rawcomponent.h"

namespace hearth::shared {

/// Who takes part by the ATTENDEEs: people only (a room or a thing is no participant), each once. A member is
/// "urn:uuid:" and their id. Comments and proposals are not in an ATTENDEE.
QList<Participant> readAttendees(const QList<ContentLine> &lines);
/// The ATTENDEEs of the participants: each one's line of `kept` with its name and answer of today, or a new
/// one; then the rooms and things of `kept`.
QStringList writeAttendees(const QList<Participant> &participants, const QList<ContentLine> &kept);

}
