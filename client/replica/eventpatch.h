#pragma once

#include "shared/domain/event.h"

#include <QJsonObject>

namespace hearth::client {

/// The members of a PATCH that turns `before` into `after`; empty where nothing differs.
QJsonObject patchBetween(const shared::EventDraft &before, const shared::EventDraft &after);
/// `event` with the patch over it; unchanged where the two together are no valid event.
shared::Event patched(const shared::Event &event, const QJsonObject &patch);
/// Whether a field that `patch` sets differs between the two drafts.
bool touchesDifference(const QJsonObject &patch, const shared::EventDraft &a, const shared::EventDraft &b);

}
