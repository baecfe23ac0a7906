#pragma once

#include "shared/base/ids.h"

#include <functional>

class QMenu;
class QWidget;

namespace hearth::client::ui {

class InteractionController;
class Theme;

/// What may be done with an event; deletes itself when it is closed.
QMenu *eventMenu(QWidget &parent, InteractionController &controller, shared::EventId event,
                 const Theme &theme);

/// What may be done with an empty place; deletes itself when it is closed.
QMenu *newEventMenu(QWidget &parent, const std::function<void()> &create);

}
