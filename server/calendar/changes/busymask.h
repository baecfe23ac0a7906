#pragma once

#include "shared/domain/change.h"
#include "shared/domain/event.h"
#include "shared/domain/role.h"

/// What is left for a member with the role `busy`, who sees when, never what; and of a private event for all
/// but its maker and who takes part.
namespace hearth::server::calendar {

/// Times and ids stay; the name becomes "Busy".
void maskEvent(shared::Event &event);
/// The change with its seq and its kind; of an event only its times, of a message nothing but its id.
void maskChange(shared::Change &change);

/// Whether the event is private, and the user neither its maker nor one who takes part.
bool isHidden(const shared::Event &event, const shared::UserId &user);
/// What a member of that role may see of it. Of a hidden one the visibility stays.
void maskFor(shared::Event &event, shared::Role role, const shared::UserId &user);
void maskFor(shared::Change &change, shared::Role role, const shared::UserId &user);

}
