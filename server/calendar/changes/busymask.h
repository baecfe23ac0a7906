#pragma once

#include "shared/domain/change.h"
#include "shared/domain/event.h"

/// What is left for a member with the role `busy`, who sees when, never what.
namespace hearth::server::calendar {

/// Times and ids stay; the name becomes "Busy".
void maskEvent(shared::Event &event);
/// The change with its seq and its kind; of an event only its times, of a message nothing but its id.
void maskChange(shared::Change &change);

}
