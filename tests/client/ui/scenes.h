#pragma once

#include "tests/client/ui/household.h"

#include <QSize>
#include <QString>

#include <functional>

namespace hearth::tests {

/// Takes the picture of what a scene has set up.
class Camera {
public:
    virtual ~Camera() = default;
    /// The widget, and the popovers and menus above it.
    virtual void shoot(QWidget &widget) = 0;
};

struct Scene {
    const char *name;
    QSize size; ///< of the window at 100 %; empty: as large as it wants to be
    std::function<void(Household &, Camera &, const QSize &)> play;
};

QList<Scene> firstRunScenes();
QList<Scene> windowScenes();
QList<Scene> dialogScenes();
QList<Scene> settingsScenes();

}
